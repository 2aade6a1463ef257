#!/usr/bin/env python3
"""Writes app-flows.pcap: NetFlow 9 and IPFIX with templates in other frames than their data, for decoders_test.

Messages are made by hand from RFC 3954 and RFC 7011; running this again gives the same file.
"""
import struct

from make_app_captures import udp, write

TIME = 1_700_000_000
# Elements by their size in octets: all that the decoder knows, with one of their common sizes.
NUMBERS = {
    1: [4, 5, 6, 9, 13, 29, 30, 33, 35, 38, 39, 48, 49, 52, 53, 55, 60, 61, 136, 176, 177, 178, 179, 192, 193, 195, 230,
        233, 239, 244],
    2: [7, 11, 32, 36, 37, 58, 59, 88, 180, 181, 182, 183, 186, 190, 191, 205, 227, 228, 243, 256, 304],
    4: [10, 14, 16, 17, 31, 34, 50, 54, 64, 128, 129, 143, 144, 149, 184, 185, 234, 235, 252, 253],
    8: [1, 2, 3, 19, 20, 23, 24, 25, 26, 40, 41, 42, 85, 86, 132, 133, 148, 231, 232, 298, 299, 302],
}
ADDRESSES = [8, 12, 15, 18, 44, 45, 130, 225, 226]
ADDRESSES6 = [27, 28, 62, 63, 131, 281, 282]
HARDWARE = [56, 57, 80, 81]
TEXTS = [82, 83, 84, 94, 96, 236, 371]


def values():
    for size, kinds in NUMBERS.items():
        for kind in kinds:
            yield kind, (kind * 3 + 1).to_bytes(8, "big")[-size:]
    for kind in ADDRESSES:
        yield kind, bytes([192, 0, 2, kind])
    for kind in ADDRESSES6:
        yield kind, bytes.fromhex("20010db8") + kind.to_bytes(12, "big")
    for kind in HARDWARE:
        yield kind, bytes([2, 0, 0, 0, 0, kind])
    for kind in TEXTS:
        yield kind, f"text {kind}".encode().ljust(12, b"\0")
    for kind in (21, 22):
        yield kind, struct.pack("!I", 1_500 + kind)
    for kind in (150, 151, 322):
        yield kind, struct.pack("!I", TIME + kind)
    for kind in (152, 153, 160, 258, 323):
        yield kind, struct.pack("!Q", (TIME + kind) * 1000 + 125)
    for kind in (154, 155, 156, 157, 324, 325):  # no fraction, which tshark rounds down
        yield kind, struct.pack("!II", TIME + 2_208_988_800 + kind, 0)
    yield 161, struct.pack("!I", 2_250)
    yield 162, struct.pack("!I", 2_250_000)
    yield 70, bytes([0, 0x10, 0x01])
    yield 95, bytes([13, 0, 0, 80])
    yield 999, b"\x01\x02\x03"  # not known


def set_of(number, content):
    return struct.pack("!HH", number, 4 + len(content)) + content


def netflow9(sets, sequence, source=7):
    return struct.pack("!HHIIII", 9, len(sets), 60_000, TIME, sequence, source) + b"".join(sets)


def ipfix(sets, sequence, domain=7):
    content = b"".join(sets)
    return struct.pack("!HHIII", 10, 16 + len(content), TIME, sequence, domain) + content


def template(number, fields):
    return struct.pack("!HH", number, len(fields)) + b"".join(struct.pack("!HH", kind, len(value)) for kind, value in fields)


def main():
    known = list(values())
    parts = [known[at:at + 40] for at in range(0, len(known), 40)]
    frames = []

    def send(port, payload):
        frames.append(udp(40000, port, payload))

    for port, message, templates in ((2055, netflow9, 0), (4739, ipfix, 2)):
        for number, fields in enumerate(parts, 256):
            send(port, message([set_of(templates, template(number, fields))], number))
        for number, fields in enumerate(parts, 256):
            record = b"".join(value for _, value in fields)
            send(port, message([set_of(number, record * 2 + b"\0\0")], number))
    options = struct.pack("!HHH", 300, 4, 8) + struct.pack("!HHHHHH", 2, 4, 34, 4, 82, 6)
    send(2055, netflow9([set_of(1, options + b"\0\0"), set_of(300, struct.pack("!II6s", 3, 100, b"eth0") + b"\0\0")], 1))
    send(2055, netflow9([set_of(300, struct.pack("!II6s", 3, 100, b"eth0"))], 2, source=8))  # another source's number
    variable = struct.pack("!HHHHHHI", 301, 2, 371, 0xFFFF, 0x8000 | 207, 2, 26898)
    send(4739, ipfix([set_of(2, variable)], 3))
    send(4739, ipfix([set_of(301, b"\x05admin\xab\xcd" + b"\xff\x01\x00" + b"a" * 256 + b"\xab\xce")], 4))
    write("app-flows.pcap", frames)


if __name__ == "__main__":
    main()
