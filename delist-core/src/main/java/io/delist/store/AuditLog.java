package io.delist.store;

import io.delist.net.IpPrefix;
import io.delist.token.RequestId;
import java.util.List;

/** What was done, by whom. Rows are added and never changed. */
public interface AuditLog {

  void append(AuditEntry entry);

  /** What was done about a request, in order. */
  List<AuditEntry> of(RequestId requestId);

  /** What was done to exactly this prefix, in order. */
  List<AuditEntry> of(IpPrefix prefix);
}
