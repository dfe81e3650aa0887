package io.delist.smtp;

import io.delist.blocklist.ListingTerms;
import io.delist.blocklist.ReasonCode;
import io.delist.blocklist.Source;
import java.util.HashMap;
import java.util.Map;

/**
 * Which template words a refusal: the one of the source if it has one, else the reason's, else the
 * general one. <b>Threads:</b> safe, since it is not changed once it is made.
 */
final class ReplyTemplates {

  private final ReplyTemplate general;
  private final ReplyTemplate deferral;
  private final Map<Source, ReplyTemplate> bySource;
  private final Map<ReasonCode, ReplyTemplate> byReason;

  ReplyTemplates(
      ReplyTemplate general,
      ReplyTemplate deferral,
      Map<Source, ReplyTemplate> bySource,
      Map<ReasonCode, ReplyTemplate> byReason) {
    this.general = general;
    this.deferral = deferral;
    this.bySource = new HashMap<>(bySource);
    this.byReason = new HashMap<>(byReason);
  }

  ReplyTemplate refusal(ListingTerms terms) {
    ReplyTemplate ofSource = bySource.get(terms.source());
    return ofSource != null ? ofSource : byReason.getOrDefault(terms.reasonCode(), general);
  }

  ReplyTemplate deferral() {
    return deferral;
  }

  /**
   * Fails if one cannot be used with this portal, or has no place for the reference.
   *
   * @throws IllegalArgumentException naming the template
   */
  void check(PortalUrl portal, boolean signed) {
    checkRefusal("reply template", general, portal, signed);
    bySource.forEach(
        (source, template) ->
            checkRefusal("reply template of source " + source, template, portal, signed));
    byReason.forEach(
        (reason, template) ->
            checkRefusal("reply template of reason " + reason, template, portal, signed));
    deferral.checkFits("deferral template", 4, portal);
  }

  private static void checkRefusal(
      String name, ReplyTemplate template, PortalUrl portal, boolean signed) {
    template.checkFits(name, 5, portal);
    if (signed && !template.hasUrl()) {
      throw new IllegalArgumentException(
          "references are signed but the "
              + name
              + " has no {url} to show them in; put {url} in the template or leave out references");
    }
  }
}
