-- Whoever it is, the mail goes on untouched.
dofile(steps)

for _, address in pairs({LISTED, LISTED6, UNLISTED}) do
  local conn = client(address)
  sender(conn)
  recipient(conn, "<a@example.test>", SMFIR_CONTINUE, address)
  finish(conn)
  must(not mt.eom_check(conn, MT_HDRADD), "nothing is added")
  must(not mt.eom_check(conn, MT_QUARANTINE), "nothing is put aside")
  mt.disconnect(conn)
end
