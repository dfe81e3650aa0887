package io.delist.spring.portal;

/**
 * What is wrong with one field.
 *
 * @param field its name
 * @param key the message that says it in the visitor's language
 * @param detail what exactly, in English; may be empty
 */
record FieldProblem(String field, String key, String detail) {}
