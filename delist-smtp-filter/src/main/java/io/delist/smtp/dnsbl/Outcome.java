package io.delist.smtp.dnsbl;

/** What became of one message. */
enum Outcome {
  /** The address is listed. */
  LISTED,
  /** The address is not listed, or the name is none of an address. */
  NOT_LISTED,
  /** SOA and NS of the zone; names that exist and have no such record. */
  ZONE,
  /** Another zone or class, a transfer, or a client that may not ask. */
  REFUSED,
  /** Malformed, another operation, another version of EDNS. */
  UNUSABLE,
  /** There is no list to answer from. */
  NOT_LOADED,
  /** Something of ours failed. */
  TROUBLE,
  /** Not a query; there was no answer. */
  IGNORED,
  /** The client gets too many answers; there was none, or one that asks it to come over TCP. */
  LIMITED,
  /** The socket takes no more answers; this one was thrown away. */
  DROPPED
}
