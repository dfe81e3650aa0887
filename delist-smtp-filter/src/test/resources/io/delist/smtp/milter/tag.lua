-- A listed client's message is taken with a field before all others; postmaster's is not tagged.
dofile(steps)

for _, address in pairs({LISTED, LISTED6}) do
  local conn = client(address)
  must(mt.test_action(conn, SMFIF_ADDHDRS), "the milter asks to add fields")
  sender(conn)
  recipient(conn, "<a@example.test>", SMFIR_CONTINUE, address)
  recipient(conn, "<b@example.test>", SMFIR_CONTINUE, address)
  finish(conn)
  must(mt.eom_check(conn, MT_HDRINSERT, "X-Delist"), address .. " should be tagged")
  must(string.find(mt.getheader(conn, "X-Delist", 0), "listed; client=" .. address, 1, true) == 1,
      "the field names the client")
  must(not mt.eom_check(conn, MT_QUARANTINE), "nothing is put aside")
  mt.disconnect(conn)
end

for address, mailbox in pairs({[LISTED] = "<postmaster@example.test>", [UNLISTED] = "<a@example.test>"}) do
  local conn = client(address)
  sender(conn)
  recipient(conn, mailbox, SMFIR_CONTINUE, address)
  finish(conn)
  must(not mt.eom_check(conn, MT_HDRINSERT), mailbox .. " should not be tagged")
  mt.disconnect(conn)
end
