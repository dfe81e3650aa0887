package io.delist.bounce;

/** How surely an address in a text is the refused one, the weakest first. */
enum Strength {
  /** A bare address somewhere in the text. */
  BARE,
  /** In brackets, as mail servers write addresses. */
  BRACKETED,
  /** In brackets, and a reason code stands before it. */
  REFUSED,
  /** Behind the words "banned sending IP". */
  BANNED
}
