-- A listed client's message is taken and put aside; postmaster's and others' are not.
dofile(steps)

for address, mailbox in pairs({[LISTED] = "<a@example.test>", [LISTED6] = "<b@example.test>"}) do
  local conn = client(address)
  sender(conn)
  recipient(conn, mailbox, SMFIR_CONTINUE, address)
  finish(conn)
  must(mt.eom_check(conn, MT_QUARANTINE), address .. " should be put aside")
  sender(conn)
  recipient(conn, "<postmaster@example.test>", SMFIR_CONTINUE, "postmaster")
  mt.disconnect(conn)
end

for address, mailbox in pairs({[LISTED] = "<postmaster@example.test>", [UNLISTED] = "<a@example.test>"}) do
  local conn = client(address)
  sender(conn)
  recipient(conn, mailbox, SMFIR_CONTINUE, address)
  finish(conn)
  must(not mt.eom_check(conn, MT_QUARANTINE), mailbox .. " should not be put aside")
  mt.disconnect(conn)
end
