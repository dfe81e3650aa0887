package io.delist.spring.portal;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads and writes the API's JSON with settings of its own: its contract is nobody's option. */
final class Json {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private Json() {}

  /** Whether a body of this type is JSON. */
  static boolean isJson(@Nullable String contentType) {
    try {
      return contentType != null
          && MediaType.APPLICATION_JSON.isCompatibleWith(MediaType.parseMediaType(contentType));
    } catch (InvalidMediaTypeException e) {
      return false;
    }
  }

  /** The object in a body, or empty if it is anything else. */
  static Optional<JsonNode> object(byte[] body) {
    try {
      return Optional.ofNullable(MAPPER.readTree(body)).filter(JsonNode::isObject);
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  /** The text of a field; empty if there is none. */
  static String text(JsonNode object, String field) {
    JsonNode value = object.path(field);
    return value.isString() ? value.stringValue() : "";
  }

  static String write(Object value) {
    return MAPPER.writeValueAsString(value);
  }

  static ResponseEntity<String> answer(HttpStatus status, Object body, HttpHeaders more) {
    return answer(status, MediaType.APPLICATION_JSON, body, more);
  }

  /**
   * A refusal (RFC 9457).
   *
   * @param rule the published rule that stands against it, with its door; or null
   * @param errors the fields that cannot be read; or null
   */
  @com.fasterxml.jackson.annotation.JsonInclude(
      com.fasterxml.jackson.annotation.JsonInclude.Include.NON_NULL)
  record Problem(
      String type,
      String title,
      int status,
      String detail,
      @Nullable String rule,
      @Nullable String door,
      @Nullable List<FieldError> errors) {}

  /** A field that cannot be read. */
  record FieldError(String field, String message) {}

  static ResponseEntity<String> problem(HttpStatus status, String detail) {
    return problem(status, detail, null, null, null, new HttpHeaders());
  }

  static ResponseEntity<String> problem(
      HttpStatus status,
      String detail,
      @Nullable String rule,
      @Nullable String door,
      @Nullable List<FieldError> errors,
      HttpHeaders more) {
    return answer(
        status,
        MediaType.APPLICATION_PROBLEM_JSON,
        new Problem(
            "about:blank", status.getReasonPhrase(), status.value(), detail, rule, door, errors),
        more);
  }

  private static ResponseEntity<String> answer(
      HttpStatus status, MediaType type, Object body, HttpHeaders more) {
    return ResponseEntity.status(status)
        .headers(more)
        .contentType(type)
        .cacheControl(CacheControl.noStore())
        .header("X-Content-Type-Options", "nosniff")
        .body(write(body));
  }
}
