package io.delist.workflow;

/**
 * What is published of a rule.
 *
 * @param id what refusals of it are known by
 * @param text when it refuses; what depends on the request stands in ‹ ›
 * @param door where to go instead
 */
public record PublishedRule(String id, String text, String door) {}
