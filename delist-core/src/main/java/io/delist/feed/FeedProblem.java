package io.delist.feed;

/**
 * A line that was passed over.
 *
 * @param feed the file's name
 * @param line its number, 1 upwards
 * @param why what is wrong with it and what would be right
 */
public record FeedProblem(String feed, int line, String why) {

  @Override
  public String toString() {
    return "feed " + feed + ", line " + line + ": " + why;
  }
}
