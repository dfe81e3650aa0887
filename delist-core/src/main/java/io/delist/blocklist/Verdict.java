package io.delist.blocklist;

/** The answer for one address. */
public sealed interface Verdict {

  /** Nothing covers the address. */
  record NotListed() implements Verdict {
    static final NotListed INSTANCE = new NotListed();

    @Override
    public String label() {
      return "not-listed";
    }
  }

  /** The address is blocked, on these terms. */
  record Listed(ListingTerms terms) implements Verdict {
    @Override
    public String label() {
      return "listed";
    }
  }

  /** The address is blocked, its removal is confirmed and waits: its mail may come back later. */
  record Removing(SoftMark mark) implements Verdict {
    @Override
    public String label() {
      return "removing";
    }
  }

  /** A listing covers the address, and this exemption answers it. */
  record Exempt(Exemption exemption) implements Verdict {
    @Override
    public String label() {
      return "exempt";
    }
  }

  /** The allowlist covers the address. */
  record Allowed(AllowEntry entry) implements Verdict {
    @Override
    public String label() {
      return "allowed";
    }
  }

  /** The word of the API and the logs: {@code listed}, {@code exempt}, … */
  String label();
}
