package io.delist.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** A list over https comes from who the certificate says, or does not come. */
@Timeout(60)
@Isolated("sets what this whole process trusts")
class FetchedUrlTlsTest {

  private static final FetchLimits LIMITS =
      new FetchLimits(Duration.ofSeconds(10), Duration.ofSeconds(30), 1000);
  private static final String PASSWORD = "for this test alone";

  @TempDir private Path directory;
  private final SSLContext before;

  FetchedUrlTlsTest() throws GeneralSecurityException {
    before = SSLContext.getDefault();
  }

  @AfterEach
  void trustAsBefore() {
    SSLContext.setDefault(before);
  }

  /** A key and a certificate of its own for this name. */
  private KeyStore identity(String name) throws IOException, InterruptedException {
    Path file = directory.resolve("identity.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "list",
                "-keyalg",
                "EC",
                "-dname",
                "CN=lists",
                "-ext",
                "san=" + name,
                "-keystore",
                file.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("keytool.log").toFile())
            .start();
    assertThat(keytool.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(keytool.exitValue()).isZero();
    try (InputStream in = Files.newInputStream(file)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, PASSWORD.toCharArray());
      return store;
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  private static SSLContext of(KeyStore identity) throws GeneralSecurityException {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(identity, PASSWORD.toCharArray());
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    try {
      trusted.load(null, null);
    } catch (IOException e) {
      throw new GeneralSecurityException(e);
    }
    trusted.setCertificateEntry("list", identity.getCertificate("list"));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  private Look look(ListServer server) {
    server.does(ListServer.list("192.0.2.1\n"));
    return new FetchedUrl(
            ListUrl.parse(server.url("/list.txt")),
            LIMITS,
            directory.resolve("feeds"),
            "feed=test",
            InstantSource.system())
        .look();
  }

  @Test
  void aListFromAServerThatIsTrustedIsFound() throws Exception {
    SSLContext context = of(identity("ip:127.0.0.1"));
    SSLContext.setDefault(context);
    try (ListServer server = new ListServer(context)) {
      Look look = look(server);

      assertThat(look).isInstanceOf(Look.Found.class);
      assertThat(((Look.Found) look).file()).hasContent("192.0.2.1");
    }
  }

  @Test
  void aCertificateThatNobodyTrustsIsNoList() throws Exception {
    try (ListServer server = new ListServer(of(identity("ip:127.0.0.1")))) {
      assertRefused(look(server), server);
    }
  }

  @Test
  void aTrustedCertificateOfAnotherNameIsNoList() throws Exception {
    SSLContext context = of(identity("ip:127.0.0.2"));
    SSLContext.setDefault(context);
    try (ListServer server = new ListServer(context)) {
      assertRefused(look(server), server);
    }
  }

  private static void assertRefused(Look look, ListServer server) {
    assertThat(look).isInstanceOf(Look.Failed.class);
    assertThat(((Look.Failed) look).why()).startsWith("cannot be fetched (").contains("SSL");
    assertThat(server.requests()).isEmpty();
  }
}
