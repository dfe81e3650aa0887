package io.delist.spring.portal;

import io.delist.blocklist.ReasonCode;
import io.delist.bounce.BounceCandidate;
import io.delist.bounce.BounceReader;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;

/** What a bounce tells, as JSON. Asks neither the list nor the store, and keeps nothing. */
@Controller
final class BouncesApi {

  private static final MediaType MESSAGE = new MediaType("message", "rfc822");
  private static final int LONGEST_BODY_BYTES = BounceReader.LONGEST_MESSAGE_BYTES;

  private final BounceReader bounces;
  private final Visitors visitors;
  private final Problems problems;

  BouncesApi(BounceReader bounces, Visitors visitors, Problems problems) {
    this.bounces = bounces;
    this.visitors = visitors;
    this.problems = problems;
  }

  /** The answer, best first; the names are the contract. */
  record Answer(List<Candidate> candidates) {}

  /** One reading. */
  record Candidate(
      @Nullable String address,
      @Nullable String email,
      @Nullable Integer code,
      @Nullable String reference,
      String evidence) {

    static Candidate of(BounceCandidate read) {
      ReasonCode code = read.code();
      return new Candidate(
          Objects.toString(read.address(), null),
          Objects.toString(read.email(), null),
          code == null ? null : code.value(),
          read.reference(),
          read.evidence());
    }
  }

  @PostMapping("${delist.portal.base-path:}/api/v1/bounces")
  ResponseEntity<String> read(HttpServletRequest request) throws IOException {
    Visitor visitor = visitors.of(request);
    MediaType type = type(request.getContentType());
    boolean message = MESSAGE.equalsTypeAndSubtype(type);
    if (!message && !MediaType.TEXT_PLAIN.equalsTypeAndSubtype(type)) {
      return problems.plain(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "problem.bounce.type", visitor);
    }
    byte[] body = request.getInputStream().readNBytes(LONGEST_BODY_BYTES + 1);
    if (body.length > LONGEST_BODY_BYTES) {
      return problems.plain(HttpStatus.CONTENT_TOO_LARGE, "problem.bounce.large", visitor);
    }
    List<BounceCandidate> found =
        message
            ? bounces.readMessage(new ByteArrayInputStream(body))
            : bounces.readText(new String(body, charset(type)));
    return Json.answer(
        HttpStatus.OK, new Answer(found.stream().map(Candidate::of).toList()), new HttpHeaders());
  }

  private static @Nullable MediaType type(@Nullable String contentType) {
    try {
      return contentType == null ? null : MediaType.parseMediaType(contentType);
    } catch (InvalidMediaTypeException e) {
      return null;
    }
  }

  private static Charset charset(@Nullable MediaType type) {
    Charset named = type == null ? null : type.getCharset();
    return named == null ? StandardCharsets.UTF_8 : named;
  }
}
