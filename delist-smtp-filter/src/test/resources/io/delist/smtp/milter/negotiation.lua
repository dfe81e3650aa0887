-- Each stage that is not needed is left out, in every version of the protocol.
dofile(steps)

ALL = 0x1FFFFF
for version, offered in pairs({[2] = 0x7F, [3] = 0x17F, [4] = 0x37F, [5] = 0x37F, [6] = ALL}) do
  local conn = open()
  negotiate(conn, version, offered, 0x1FF)
  for name, option in pairs({BODY = SMFIP_NOBODY, HEADERS = SMFIP_NOHDRS, EOH = SMFIP_NOEOH}) do
    must(mt.test_option(conn, option), "version " .. version .. " should leave out " .. name)
  end
  if version >= 4 then
    must(mt.test_option(conn, SMFIP_NODATA), "version " .. version .. " should leave out DATA")
  end
  for name, option in pairs({RCPT = SMFIP_NORCPT, MAIL = SMFIP_NOMAIL, CONN = SMFIP_NOCONNECT}) do
    must(not mt.test_option(conn, option), "version " .. version .. " should send " .. name)
  end
  must(not mt.test_action(conn, SMFIF_CHGBODY), "the body is not to be changed")
  must(mt.test_action(conn, SMFIF_QUARANTINE) == (mode == "quarantine"), "quarantine in " .. mode)
  done(mt.conninfo(conn, "client.example", LISTED), "CONNECT")
  done(mt.helo(conn, "client.example"), "HELO")
  sender(conn)
  recipient(conn, "<a@example.test>", mode == "enforce" and SMFIR_REPLYCODE or SMFIR_CONTINUE,
      "version " .. version)
  mt.disconnect(conn)
end
