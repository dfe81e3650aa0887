package io.delist.fetch;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Writes a body to a file as it comes, and hangs up when it is larger than it may be. */
final class LimitedFile implements BodySubscriber<Path> {

  private final Path file;
  private final long limitBytes;
  private final CompletableFuture<Path> whole = new CompletableFuture<>();
  private Flow.@Nullable Subscription subscription;
  private @Nullable FileChannel out;
  private long written;

  LimitedFile(Path file, long limitBytes) {
    this.file = file;
    this.limitBytes = limitBytes;
  }

  @Override
  public CompletionStage<Path> getBody() {
    return whole;
  }

  @Override
  public void onSubscribe(Flow.Subscription newSubscription) {
    subscription = newSubscription;
    try {
      out =
          FileChannel.open(
              file,
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE,
              StandardOpenOption.TRUNCATE_EXISTING);
      newSubscription.request(Long.MAX_VALUE);
    } catch (IOException e) {
      fail(e);
    }
  }

  @Override
  public void onNext(List<ByteBuffer> parts) {
    FileChannel channel = out;
    if (channel == null || whole.isDone()) {
      return;
    }
    try {
      for (ByteBuffer part : parts) {
        written += part.remaining();
        if (written > limitBytes) {
          throw FetchException.tooLarge(limitBytes);
        }
        while (part.hasRemaining()) {
          channel.write(part);
        }
      }
    } catch (IOException e) {
      fail(e);
    }
  }

  @Override
  public void onError(Throwable cause) {
    fail(cause);
  }

  @Override
  public void onComplete() {
    try {
      close();
      whole.complete(file);
    } catch (IOException e) {
      fail(e);
    }
  }

  private void fail(Throwable cause) {
    Flow.Subscription from = subscription;
    if (from != null) {
      from.cancel();
    }
    try {
      close();
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
    whole.completeExceptionally(cause);
  }

  private void close() throws IOException {
    FileChannel channel = out;
    out = null;
    if (channel != null) {
      channel.close();
    }
  }
}
