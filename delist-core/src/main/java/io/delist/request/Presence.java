package io.delist.request;

/** What shows that the person at the button is the one who asked. */
public enum Presence {
  /** The cookie of the browser that asked. */
  BROWSER,
  /** The code that was given for this request. */
  CODE
}
