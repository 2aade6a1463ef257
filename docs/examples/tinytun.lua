-- A home-made VPN: Ethernet frames in UDP, behind a header of its own.
--
--   octets 0-1   0x7474
--   octet 2      flags: 0x01 the payload is compressed
--   octet 3      octets of options, which begin behind the session id
--   octets 4-7   session id
--   options      kind (one octet), length of the value (one octet), value
--   the rest     an Ethernet frame

local magic = 0x7474
local option_names = { [0] = "padding", [1] = "key id", [2] = "sent at", [3] = "peer" }

-- Reads one option.
local function option(buffer, tree)
    local size = buffer:remaining() >= 2 and 2 + buffer:peek(1) or buffer:remaining()
    tree:add("tinytun.option", buffer, size)
    tree:label("Option: " .. (option_names[buffer:peek()] or "unknown"))
    tree:under(function()
        local kind = tree:add("tinytun.option.kind", buffer, 1)
        local value = buffer:part(tree:add("tinytun.option.length", buffer, 1))
        if kind == 1 then
            tree:add("tinytun.key_id", value, 4)
        elseif kind == 2 then
            tree:add("tinytun.sent", value, 8)
        elseif kind == 3 then
            tree:add("tinytun.peer", value)
        else
            tree:add("tinytun.option.value", value)
        end
    end)
end

protocol {
    id = "tinytun",
    title = "Tiny Tunnel",
    column = "TINYTUN",
    hooks = { ["udp.port"] = { 47002, 47003 } },
    heuristics = { "udp.port" }, -- on other ports, too, where it looks like it
    payload = { "linktype" },
    fields = {
        { "tinytun.magic", "Magic", base = "hex" },
        { "tinytun.compressed", "Compressed", "boolean", mask = 0x01 },
        { "tinytun.options_length", "Length of the options", unit = " bytes" },
        { "tinytun.session", "Session", base = "hex" },
        { "tinytun.option", "Option", "label" },
        { "tinytun.option.kind", "Kind", values = option_names },
        { "tinytun.option.length", "Length", unit = " bytes" },
        { "tinytun.option.value", "Value", "bytes" },
        { "tinytun.key_id", "Key id", base = "decimal_hex" },
        { "tinytun.sent", "Sent at", "absolute_time", resolution = "us" },
        { "tinytun.peer", "Peer", "ipv4" },
    },
    recognise = function(buffer)
        return buffer:remaining() >= 22 and buffer:u16() == magic
    end,
    dissect = function(buffer, tree)
        if tree:add("tinytun.magic", buffer, 2) ~= magic then
            tree:mark("error")
            tree:malformed("it does not begin with 0x7474")
            return
        end
        local flags = tree:bits(buffer, 1, "tinytun.compressed")
        local options = tree:add("tinytun.options_length", buffer, 1)
        local session = tree:add("tinytun.session", buffer, 4)
        tree:title(string.format("Tiny Tunnel, Session: 0x%08x", session))
        tree:info(string.format("Session 0x%08x, %d bytes", session, buffer:remaining()))

        options = buffer:part(options)
        while options:remaining() > 0 do
            option(options, tree)
        end
        if flags & 0x01 ~= 0 then
            tree:data(buffer)
        else
            tree:next("linktype", buffer, 1) -- LINKTYPE_ETHERNET
        end
    end,
}
