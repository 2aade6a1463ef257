#!/usr/bin/env python3
"""Writes script-*.pcap: captures for the manual's two scripted decoders (docs/examples), for scripts_test.

Running this again gives the same files.
"""
import struct

from make_app_captures import udp, write


def gauge(kind, flags, sequence, celsius, name):
    return udp(40000, 47001, struct.pack("!BBHIh", 0x10 | kind, flags, sequence, 1700000000 + sequence,
                                         round(celsius * 100)) + bytes([len(name)]) + name.encode())


def gauge_frames():
    yield gauge(2, 0, 1, 21.5, "roof")
    yield gauge(1, 0, 2, -3.25, "roof")
    yield gauge(1, 0xC0, 3, 98.75, "boiler")
    yield gauge(3, 0, 4, 0, "roof")
    yield udp(40000, 47001, bytes.fromhex("11 00 0005 6553f105"))  # ends in the middle of its fields


def option(kind, value):
    return bytes([kind, len(value)]) + value


def tunnel(options, payload, flags=0, port=47002):
    return udp(40001, port, struct.pack("!HBBI", 0x7474, flags, len(options), 0xCAFE0001) + options + payload)


def tunnel_frames():
    inner = udp(40002, 47001, bytes.fromhex("11 00 0007 6553f107 0866 04") + b"cave", "10.8.0.1", "10.8.0.2")
    options = option(1, struct.pack("!I", 7)) + option(2, struct.pack("!Q", 1700000000250000)) + \
        option(3, bytes([192, 0, 2, 9])) + option(9, b"\x01\x02")
    yield tunnel(options, inner)
    yield tunnel(b"", inner, port=50000)  # no port of its own: recognised
    yield tunnel(b"", b"\x01\x02\x03", flags=1)
    yield tunnel(b"\x01\x20\x00", b"")  # an option longer than the options
    yield udp(40001, 47002, b"\0\0\0\0\0\0\0\0")


if __name__ == "__main__":
    write("script-gauge.pcap", list(gauge_frames()))
    write("script-tinytun.pcap", list(tunnel_frames()))
