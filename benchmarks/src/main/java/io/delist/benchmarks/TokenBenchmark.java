package io.delist.benchmarks;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.delist.mailbox.EmailAddress;
import io.delist.net.IpAddress;
import io.delist.token.ConfirmationClaims;
import io.delist.token.EmailFingerprint;
import io.delist.token.KeyRing;
import io.delist.token.RequestId;
import io.delist.token.TokenSigner;
import io.delist.token.VerifiedToken;
import io.jsonwebtoken.Claims;
import io.jsonwebtoken.Jws;
import io.jsonwebtoken.JwtParser;
import io.jsonwebtoken.Jwts;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.text.ParseException;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How long does it take to sign and to verify a confirmation token, beside the MAC alone over the
 * same bytes, and beside JWTs (HS256) that say the same?
 *
 * <p>{@code bareMac} is one {@link Mac#doFinal} of a {@code Mac} that this thread keeps: less is
 * not possible with this MAC. The JWTs have the same facts in registered claims where there are
 * such; signers, verifiers and parsers are made before the clock runs.
 *
 * <pre>{@code
 * java -jar benchmarks/target/benchmarks.jar TokenBenchmark -prof gc
 * }</pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 6, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx1g")
public class TokenBenchmark {

  private static final String PORTAL = "https://delist.example/";
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  private static final Instant END = NOW.plusSeconds(3600);

  private final byte[] secret = new byte[32];
  private ConfirmationClaims claims = claims(new RequestId(1, 2));
  private TokenSigner signer = new TokenSigner(ring(), PORTAL);
  private String token = "";
  private Mac mac = hmac(new byte[32]);
  private byte[] macInput = new byte[0];
  private SecretKey jwtKey = new SecretKeySpec(new byte[32], "HmacSHA256");
  private JwtParser jjwtParser = Jwts.parser().verifyWith(jwtKey).build();
  private String jjwtToken = "";
  private JWSSigner nimbusSigner = nimbusSigner();
  private JWSVerifier nimbusVerifier = nimbusVerifier();
  private String nimbusToken = "";
  private String emailText = "";

  @Setup
  public void prepare() throws JOSEException {
    Random random = new Random(20261123);
    random.nextBytes(secret);
    claims = claims(new RequestId(random.nextLong(), random.nextLong()));
    emailText = Base64.getUrlEncoder().withoutPadding().encodeToString(claims.email().toBytes());
    signer = new TokenSigner(KeyRing.of("k1", secret), PORTAL);
    token = signer.sign(claims);
    mac = hmac(secret);
    macInput = token.substring(0, token.lastIndexOf('.')).getBytes(StandardCharsets.US_ASCII);
    jwtKey = new SecretKeySpec(secret, "HmacSHA256");
    jjwtParser =
        Jwts.parser()
            .verifyWith(jwtKey)
            .requireAudience(PORTAL)
            .clock(() -> Date.from(NOW))
            .build();
    jjwtToken = jjwtSign();
    nimbusSigner = new MACSigner(secret);
    nimbusVerifier = new MACVerifier(secret);
    nimbusToken = nimbusSign();
  }

  private static KeyRing ring() {
    byte[] any = new byte[32];
    new Random(1).nextBytes(any);
    return KeyRing.of("k1", any);
  }

  private static ConfirmationClaims claims(RequestId id) {
    return new ConfirmationClaims(
        id,
        IpAddress.parse("203.0.113.9"),
        EmailFingerprint.of(EmailAddress.parse("postmaster@sender.example")),
        NOW,
        END);
  }

  private static Mac hmac(byte[] key) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JWSSigner nimbusSigner() {
    try {
      return new MACSigner(new byte[32]);
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JWSVerifier nimbusVerifier() {
    try {
      return new MACVerifier(new byte[32]);
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  @Benchmark
  public byte[] bareMac() {
    return mac.doFinal(macInput);
  }

  @Benchmark
  public String sign() {
    return signer.sign(claims);
  }

  @Benchmark
  public VerifiedToken verify() {
    return (VerifiedToken) signer.verify(token, NOW);
  }

  @Benchmark
  public String jjwtSign() {
    return Jwts.builder()
        .header()
        .keyId("k1")
        .and()
        .id(claims.requestId().toString())
        .audience()
        .add(PORTAL)
        .and()
        .subject(claims.address().toString())
        .claim("email", emailText)
        .issuedAt(Date.from(NOW))
        .expiration(Date.from(END))
        .signWith(jwtKey, Jwts.SIG.HS256)
        .compact();
  }

  @Benchmark
  public Jws<Claims> jjwtVerify() {
    return jjwtParser.parseSignedClaims(jjwtToken);
  }

  @Benchmark
  public String nimbusSign() throws JOSEException {
    SignedJWT jwt =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("k1").build(),
            new JWTClaimsSet.Builder()
                .jwtID(claims.requestId().toString())
                .audience(PORTAL)
                .subject(claims.address().toString())
                .claim("email", emailText)
                .issueTime(Date.from(NOW))
                .expirationTime(Date.from(END))
                .build());
    jwt.sign(nimbusSigner);
    return jwt.serialize();
  }

  @Benchmark
  public JWTClaimsSet nimbusVerify() throws JOSEException, ParseException {
    SignedJWT jwt = SignedJWT.parse(nimbusToken);
    JWTClaimsSet facts = jwt.getJWTClaimsSet();
    boolean good =
        jwt.verify(nimbusVerifier)
            && facts.getAudience().contains(PORTAL)
            && NOW.isBefore(facts.getExpirationTime().toInstant());
    if (!good) {
      throw new IllegalStateException("a good token was refused");
    }
    return facts;
  }
}
