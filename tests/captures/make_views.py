#!/usr/bin/env python3
"""Writes views.pcapng and views-any.pcap: one TCP connection and one UDP conversation, each frame seen on two interfaces.

Every octet is chosen here, so that the files come out the same each time.
"""
import pathlib
import struct

import make_app_captures as make

HERE = pathlib.Path(__file__).parent
START = 1_700_000_000_000_000
FIN, SYN, PSH, ACK = 1, 2, 8, 16


def frames():
    """The Ethernet frames of a handshake, a request, its response and the end."""
    ends = {"c": (make.CLIENT, 40000, make.SERVER, 80), "s": (make.SERVER, 80, make.CLIENT, 40000)}
    numbers = {"c": 1000, "s": 5000}

    def segment(end, flags, data=b""):
        source, source_port, destination, destination_port = ends[end]
        other = "s" if end == "c" else "c"
        head = struct.pack("!HHIIBBHHH", source_port, destination_port, numbers[end],
                           numbers[other] if flags & ACK else 0, 0x50, flags, 8192, 0, 0)
        numbers[end] += len(data) + (1 if flags & (SYN | FIN) else 0)
        return make.packet(6, head + data, source, destination)

    yield segment("c", SYN)
    yield segment("s", SYN | ACK)
    yield segment("c", ACK)
    yield segment("c", ACK | PSH, b"GET / HTTP/1.1\r\nHost: example.org\r\n\r\n")
    yield segment("s", ACK | PSH, b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
    yield segment("c", ACK)
    yield segment("c", ACK | FIN)
    yield segment("s", ACK | FIN)
    yield segment("c", ACK)
    yield make.udp(40001, 53, make.message(0x0100, [make.question("example.org")]))
    yield make.udp(53, 40001, make.message(0x8180, [make.question("example.org")], [make.record(1, bytes([192, 0, 2, 1]))]),
                   make.SERVER, make.CLIENT)


def block(kind, body):
    body += b"\0" * (-len(body) % 4)
    return struct.pack("<II", kind, len(body) + 12) + body + struct.pack("<I", len(body) + 12)


def seen_twice():
    time = START
    for frame in frames():
        for interface in (0, 1):
            time += 20
            yield time, interface, frame
        time += 500


def interfaces():
    def name(text):
        return struct.pack("<HH", 2, len(text)) + text + b"\0" * (-len(text) % 4) + struct.pack("<HH", 0, 0)
    out = block(0x0A0D0D0A, struct.pack("<IHHq", 0x1A2B3C4D, 1, 0, -1))
    for text in (b"near0", b"far0"):
        out += block(1, struct.pack("<HHI", 1, 0, 0) + name(text))
    for time, interface, frame in seen_twice():
        out += block(6, struct.pack("<IIIII", interface, time >> 32, time & 0xFFFFFFFF, len(frame), len(frame)) + frame)
    (HERE / "views.pcapng").write_bytes(out)


def cooked():
    out = struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 65535, 276)
    for time, interface, frame in seen_twice():
        data = struct.pack("!HHIHBB", 0x0800, 0, interface + 2, 1, 0, 6) + frame[6:12] + b"\0\0" + frame[14:]
        out += struct.pack("<IIII", time // 1_000_000, time % 1_000_000, len(data), len(data)) + data
    (HERE / "views-any.pcap").write_bytes(out)


if __name__ == "__main__":
    interfaces()
    cooked()
