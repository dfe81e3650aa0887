package io.delist.smtp.dnsbl;

/** What an address that several listings block is answered with. */
public enum SeveralListings {
  /**
   * The address of the listing that answers: the most specific one. It is the one that the SMTP
   * reply and the portal name.
   */
  MOST_SPECIFIC,

  /** An A record for each different address, with the text of its most specific listing. */
  RECORDS,

  /**
   * One A record with the bits of all of them: each address is then 127.x.y.z with a single bit set
   * below 127.0.0.0, such as 127.0.0.2, 127.0.0.4, 127.0.0.8. The text is that of the most specific
   * listing. Not for clients that compare the whole address.
   */
  BITMASK
}
