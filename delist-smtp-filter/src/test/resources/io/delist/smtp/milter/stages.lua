-- Each stage in each version, for a mail server that leaves nothing out and gets a reply to each:
-- whatever the mode, there is a refusal at RCPT and a mark at the end of the message, or neither.
dofile(steps)

function goesOn(conn, result, stage)
  done(result, stage)
  must(mt.getreply(conn) == SMFIR_CONTINUE, stage .. ": the reply was " .. tostring(mt.getreply(conn)))
end

function message(conn, version, listed, mailbox)
  mt.macro(conn, SMFIC_MAIL, "i", "4XyZ")
  goesOn(conn, mt.mailfrom(conn, "<sender@client.example>"), "MAIL")
  local what = "version " .. version .. " to " .. mailbox
  recipient(conn, mailbox, listed and refusal or SMFIR_CONTINUE, what)
  recipient(conn, "<postmaster@example.test>", SMFIR_CONTINUE, "postmaster")
  if version >= 4 then
    goesOn(conn, mt.data(conn), "DATA")
  end
  goesOn(conn, mt.header(conn, "Subject", "a test"), "header")
  goesOn(conn, mt.eoh(conn), "end of headers")
  goesOn(conn, mt.bodystring(conn, "a line\r\n"), "body")
  goesOn(conn, mt.bodyrandom(conn, 300000), "body")
  finish(conn)
  marked(conn, listed, what)
end

for version, actions in pairs({[2] = 0x3F, [3] = 0x3F, [4] = 0x3F, [6] = 0x1FF}) do
  for address, listed in pairs({[LISTED] = true, [LISTED6] = true, [UNLISTED] = false}) do
    local conn = open()
    negotiate(conn, version, 0, actions)
    goesOn(conn, mt.conninfo(conn, "client.example", address), "CONNECT")
    goesOn(conn, mt.helo(conn, "client.example"), "HELO")
    if version >= 3 then
      goesOn(conn, mt.unknown(conn, "NONSENSE"), "unknown command")
    end
    message(conn, version, listed, "<a@example.test>")
    message(conn, version, false, "<abuse@example.test>")
    goesOn(conn, mt.mailfrom(conn, "<sender@client.example>"), "MAIL")
    recipient(conn, "<a@example.test>", listed and refusal or SMFIR_CONTINUE, "given up")
    done(mt.abort(conn), "ABORT")
    message(conn, version, false, "<abuse@example.test>")
    message(conn, version, listed, "<b@example.test>")
    mt.disconnect(conn)
  end
end
