package io.delist.benchmarks;

import java.nio.charset.StandardCharsets;

/** Policy requests with the attributes that Postfix 3.7 sends at RCPT. */
final class PolicyFrames {

  private PolicyFrames() {}

  static byte[] request(String clientAddress, int message) {
    return octets(
        """
        request=smtpd_access_policy
        protocol_state=RCPT
        protocol_name=ESMTP
        client_address=%s
        client_name=unknown
        client_port=53124
        reverse_client_name=unknown
        server_address=127.0.0.1
        server_port=25
        helo_name=mail.example.net
        sender=sender%d@example.net
        recipient=user%d@example.org
        recipient_count=0
        queue_id=
        instance=4f2a.6743c1d2.%x.0
        size=4096
        etrn_domain=
        stress=
        sasl_method=
        sasl_username=
        sasl_sender=
        ccert_subject=
        ccert_issuer=
        ccert_fingerprint=
        ccert_pubkey_fingerprint=
        encryption_protocol=
        encryption_cipher=
        encryption_keysize=0
        policy_context=

        """
            .formatted(clientAddress, message, message, message));
  }

  static byte[] octets(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
