package io.delist.spring.portal;

import io.delist.mailbox.EmailAddress;
import io.delist.mailbox.EmailSyntaxException;
import io.delist.net.AddressSyntaxException;
import io.delist.net.IpAddress;
import io.delist.token.Reference;
import io.delist.token.ReferenceSigner;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a visitor typed, read: both fields, or what is wrong with them.
 *
 * @param address the address, or null if it could not be read
 * @param email the mailbox, or null if it could not be read
 * @param problems what could not be read; empty if both are there
 */
record Wish(
    @Nullable IpAddress address, @Nullable EmailAddress email, List<FieldProblem> problems) {

  static final String EMAIL = "email";
  static final String IP = "ip";
  static final String REFERENCE = "reference";

  Wish {
    problems = List.copyOf(problems);
  }

  /** Reads the form's two fields. */
  static Wish read(String email, String ip, MailboxReader mailboxes) {
    List<FieldProblem> problems = new ArrayList<>();
    EmailAddress mailbox = mailbox(email, mailboxes, problems);
    return new Wish(address(ip, problems), mailbox, problems);
  }

  /** Reads a mailbox and the reference of a refusal. */
  static Wish readReference(
      String email, String reference, ReferenceSigner signer, MailboxReader mailboxes) {
    List<FieldProblem> problems = new ArrayList<>();
    EmailAddress mailbox = mailbox(email, mailboxes, problems);
    Optional<IpAddress> address = signer.verify(reference.strip()).map(Reference::address);
    if (address.isEmpty()) {
      problems.add(new FieldProblem(REFERENCE, "problem.reference", ""));
    }
    return new Wish(address.orElse(null), mailbox, problems);
  }

  private static @Nullable EmailAddress mailbox(
      String text, MailboxReader mailboxes, List<FieldProblem> problems) {
    if (text.isBlank()) {
      problems.add(new FieldProblem(EMAIL, "problem.email.missing", ""));
      return null;
    }
    try {
      return mailboxes.read(text);
    } catch (EmailSyntaxException e) {
      problems.add(new FieldProblem(EMAIL, "problem.email", String.valueOf(e.getMessage())));
      return null;
    }
  }

  /** Reads an address as people paste it: with blanks around it, or in the refusal's brackets. */
  static @Nullable IpAddress address(String text, List<FieldProblem> problems) {
    String bare = text.strip();
    if (bare.startsWith("[") && bare.endsWith("]")) {
      bare = bare.substring(1, Math.max(1, bare.length() - 1)).strip();
    }
    if (bare.isEmpty()) {
      problems.add(new FieldProblem(IP, "problem.ip.missing", ""));
      return null;
    }
    try {
      return IpAddress.parse(bare);
    } catch (AddressSyntaxException e) {
      problems.add(new FieldProblem(IP, "problem.ip", String.valueOf(e.getMessage())));
      return null;
    }
  }
}
