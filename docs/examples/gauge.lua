-- Readings of a thermometer, a UDP datagram each:
--
--   octet 0      version (high four bits) and kind of message (low four bits)
--   octet 1      flags: 0x80 alarm, 0x40 battery low
--   octets 2-3   sequence number
--   octets 4-7   time of the reading, seconds since 1970
--   octets 8-9   temperature, hundredths of a degree Celsius, signed
--   octet 10     length of the thermometer's name, which follows

local kinds = { [1] = "reading", [2] = "hello", [3] = "goodbye" }

protocol {
    id = "gauge",
    title = "Gauge Protocol",
    column = "GAUGE",
    hooks = { ["udp.port"] = 47001 },
    fields = {
        { "gauge.version", "Version", mask = 0xf0 },
        { "gauge.kind", "Kind", mask = 0x0f, values = kinds },
        { "gauge.alarm", "Alarm", "boolean", mask = 0x80 },
        { "gauge.battery_low", "Battery low", "boolean", mask = 0x40 },
        { "gauge.sequence", "Sequence number" },
        { "gauge.time", "Time of the reading", "absolute_time" },
        { "gauge.raw", "Temperature, as sent", "signed" },
        { "gauge.temperature", "Temperature", "double", unit = " °C" },
        { "gauge.name", "Name", "text" },
    },
    counters = { "gauge.kind", "gauge.alarm", "gauge.name" },
    dissect = function(buffer, tree)
        local kind = tree:bits(buffer, 1, "gauge.version", "gauge.kind") & 0x0f
        local flags = tree:bits(buffer, 1, "gauge.alarm", "gauge.battery_low")
        local sequence = tree:add("gauge.sequence", buffer, 2)
        tree:add("gauge.time", buffer, 4)
        local celsius = tree:add("gauge.raw", buffer, 2) / 100
        tree:put("gauge.temperature", celsius)
        local name = tree:add("gauge.name", buffer, buffer:u8())

        tree:title(string.format("Gauge Protocol, %s of %s", kinds[kind] or "unknown message", name))
        tree:info(string.format("%s from %s, seq=%d, %.2f °C", kinds[kind] or "?", name, sequence, celsius))
        if flags & 0x80 ~= 0 then
            tree:append_info(" [ALARM]")
        end
    end,
}
