package io.delist.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.delist.net.IpAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** nginx itself looks clients up in the blocks that we write, and finds what we would. */
class NginxTableTest {

  private static final String CONFIGURATION =
      """
      daemon off;
      master_process off;
      pid %1$s/pid;
      error_log %1$s/error.log;
      events {}
      http {
        access_log off;
        client_body_temp_path %1$s/body;
        proxy_temp_path %1$s/proxy;
        fastcgi_temp_path %1$s/fastcgi;
        uwsgi_temp_path %1$s/uwsgi;
        scgi_temp_path %1$s/scgi;
        keepalive_requests 100000;
        set_real_ip_from 127.0.0.1;
        real_ip_header X-Client;
        include %1$s/geo.conf;
        server {
          listen 127.0.0.1:%2$d;
          location /geo { return 200 $delist_listed; }
          location /deny { include %1$s/deny.conf; alias %1$s/; }
        }
      }
      """;

  @TempDir private Path directory;
  private final HttpClient client = HttpClient.newHttpClient();
  private @Nullable Process nginx;

  @AfterEach
  void stop() throws InterruptedException {
    if (nginx != null) {
      nginx.destroy();
      assertThat(nginx.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void nginxFindsWhatIsListed() throws IOException, InterruptedException {
    String program = InstalledProgram.path("nginx");
    NestedPrefixes list = new NestedPrefixes(200);
    write("geo.conf", Feeds.write(FeedWriters.nginxGeo("delist_listed"), list.entries()));
    write("deny.conf", Feeds.write(FeedWriters.nginxDeny(), list.entries()));
    write("page", "open");
    int port = freePort();
    write("nginx.conf", CONFIGURATION.formatted(directory, port));
    nginx =
        new ProcessBuilder(program, "-p", directory.toString(), "-c", directory + "/nginx.conf")
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("output").toFile())
            .start();
    await().atMost(Duration.ofSeconds(20)).until(() -> answers(port));

    int listed = 0;
    for (IpAddress address : list.addresses(400)) {
      boolean expected = list.longest(address).isPresent();
      assertThat(get(port, "/geo", address).body())
          .as("%s", address)
          .isEqualTo(expected ? "1" : "0");
      assertThat(get(port, "/deny/page", address).statusCode())
          .as("%s", address)
          .isEqualTo(expected ? 403 : 200);
      listed += expected ? 1 : 0;
    }
    assertThat(listed).isBetween(100, 399);
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(directory.resolve(name), text);
  }

  private HttpResponse<String> get(int port, String path, IpAddress client)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("X-Client", client.toString())
            .build();
    return this.client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private static boolean answers(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
