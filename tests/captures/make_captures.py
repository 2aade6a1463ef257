#!/usr/bin/env python3
"""Writes mixed.pcapng: a small capture with many protocols, for the tests of the field filter.

Run it in this folder after a change. The file it makes is committed, and is the same each time.
"""

import struct

HOSTS = {"a": "02:00:00:00:00:0a", "b": "02:00:00:00:00:0b", "all": "ff:ff:ff:ff:ff:ff", "cast": "01:00:5e:00:00:fb"}


def mac(name):
    return bytes.fromhex(HOSTS.get(name, name).replace(":", ""))


def v4(text):
    return bytes(int(part) for part in text.split("."))


def v6(text):
    head, _, tail = text.partition("::")
    words = [int(word, 16) for word in head.split(":") if word]
    rest = [int(word, 16) for word in tail.split(":") if word]
    return struct.pack(">8H", *(words + [0] * (8 - len(words) - len(rest)) + rest))


def checksum(data):
    if len(data) % 2:
        data += b"\0"
    total = sum(struct.unpack(">%dH" % (len(data) // 2), data))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


def ethernet(payload, kind=0x0800, source="a", destination="b"):
    return mac(destination) + mac(source) + struct.pack(">H", kind) + payload


def vlan(number, payload, kind=0x0800, priority=0):
    return struct.pack(">HH", priority << 13 | number, kind) + payload


def ipv4(source, destination, protocol, payload, ttl=64, identification=1, flags=2, offset=0, service=0, options=b""):
    length = 20 + len(options)
    head = struct.pack(">BBHHHBBH4s4s", 0x40 | length // 4, service, length + len(payload), identification,
                       flags << 13 | offset // 8, ttl, protocol, 0, v4(source), v4(destination)) + options
    return head[:10] + struct.pack(">H", checksum(head)) + head[12:] + payload


def ipv6(source, destination, following, payload, hops=64, service=0, flow=0):
    return struct.pack(">IHBB16s16s", 6 << 28 | service << 20 | flow, len(payload), following, hops,
                       v6(source), v6(destination)) + payload


def transport(source, destination, protocol, segment, at):
    """Fills in the checksum of a segment between two addresses of either family."""
    one, other = (v6(source), v6(destination)) if ":" in source else (v4(source), v4(destination))
    pseudo = one + other + struct.pack(">II", len(segment), protocol)
    return segment[:at] + struct.pack(">H", checksum(pseudo + segment)) + segment[at + 2:]


def udp(source, destination, ports, payload):
    return transport(source, destination, 17, struct.pack(">HHHH", *ports, 8 + len(payload), 0) + payload, 6)


def tcp(source, destination, ports, sequence, acknowledgment, flags, payload=b"", options=b"", window=64240):
    head = struct.pack(">HHIIHHHH", *ports, sequence, acknowledgment, (5 + len(options) // 4) << 12 | flags, window, 0, 0)
    return transport(source, destination, 6, head + options + payload, 16)


def icmp(kind, code, rest, payload=b""):
    message = struct.pack(">BBH", kind, code, 0) + rest + payload
    return message[:2] + struct.pack(">H", checksum(message)) + message[4:]


def icmpv6(source, destination, kind, code, body):
    return transport(source, destination, 58, struct.pack(">BBH", kind, code, 0) + body, 2)


def arp(operation, sender, sender_address, target, target_address):
    return struct.pack(">HHBBH6s4s6s4s", 1, 0x0800, 6, 4, operation, mac(sender), v4(sender_address), mac(target),
                       v4(target_address))


def name(text):
    return b"".join(bytes([len(part)]) + part.encode() for part in text.split(".")) + b"\0"


def question(number, text, kind=1):
    return struct.pack(">HHHHHH", number, 0x0100, 1, 0, 0, 0) + name(text) + struct.pack(">HH", kind, 1)


def answer(number, text, kind, *data):
    records = b"".join(struct.pack(">HHHIH", 0xC00C, kind, 1, 300, len(each)) + each for each in data)
    return struct.pack(">HHHHHH", number, 0x8180, 1, len(data), 0, 0) + name(text) + struct.pack(">HH", kind, 1) + records


def frames():
    a, b, far = "10.1.0.1", "10.1.0.2", "198.51.100.7"
    a6, b6 = "2001:db8::a", "2001:db8:1::b"
    # ARP and ping.
    yield ethernet(arp(1, "a", a, "00:00:00:00:00:00", b), 0x0806, "a", "all")
    yield ethernet(arp(2, "b", b, "a", a), 0x0806, "b", "a")
    for sequence in range(1, 4):
        body = struct.pack(">HH", 0x2A00, sequence), bytes(range(0x20, 0x40))
        yield ethernet(ipv4(a, b, 1, icmp(8, 0, *body), identification=100 + sequence))
        yield ethernet(ipv4(b, a, 1, icmp(0, 0, *body), ttl=128, identification=200 + sequence, flags=0), source="b", destination="a")
    # A connection from its first to its last segment.
    there, back = (49152, 80), (80, 49152)
    syn = struct.pack(">BBH", 2, 4, 1460) + b"\x04\x02\x08\x0a" + struct.pack(">II", 1000, 0) + b"\x01\x03\x03\x07"
    request = b"GET /index.html HTTP/1.1\r\nHost: www.example.com\r\nUser-Agent: Probe/1.0\r\n\r\n"
    reply = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\nhello"
    segments = [
        (a, far, there, 1000, 0, 0x002, b"", syn), (far, a, back, 9000, 1001, 0x012, b"", syn),
        (a, far, there, 1001, 9001, 0x010, b"", b""), (a, far, there, 1001, 9001, 0x018, request, b""),
        (far, a, back, 9001, 1001 + len(request), 0x010, b"", b""), (far, a, back, 9001, 1001 + len(request), 0x018, reply, b""),
        (a, far, there, 1001 + len(request), 9001 + len(reply), 0x011, b"", b""),
        (far, a, back, 9001 + len(reply), 1002 + len(request), 0x011, b"", b""),
        (a, far, there, 1002 + len(request), 9002 + len(reply), 0x010, b"", b"")]
    for number, (source, destination, ports, sequence, acknowledgment, flags, payload, options) in enumerate(segments):
        sides = ("a", "b") if source == a else ("b", "a")
        yield ethernet(ipv4(source, destination, 6, tcp(source, destination, ports, sequence, acknowledgment, flags, payload, options),
                            ttl=64 if source == a else 57, identification=0x1000 + number), 0x0800, *sides)
    yield ethernet(ipv4(a, far, 6, tcp(a, far, (49153, 443), 5000, 0, 0x002, b"", syn)))
    yield ethernet(ipv4(far, a, 6, tcp(far, a, (443, 49153), 0, 5001, 0x014, window=0), ttl=57), 0x0800, "b", "a")
    # Names, over both families.
    server = "10.1.0.53"
    for number, host, kind, data in [(0x1234, "www.example.com", 1, (v4(far), v4("198.51.100.8"))), (0x1235, "www.example.com", 28, (v6(b6),)),
                                     (0x1236, "mail.example.org", 1, (v4("203.0.113.25"),))]:
        yield ethernet(ipv4(a, server, 17, udp(a, server, (53001, 53), question(number, host, kind))))
        yield ethernet(ipv4(server, a, 17, udp(server, a, (53, 53001), answer(number, host, kind, *data)), ttl=63), 0x0800, "b", "a")
    yield ethernet(ipv6(a6, b6, 17, udp(a6, b6, (53002, 53), question(0x4321, "six.example.net", 28)), flow=0x12345), 0x86DD)
    yield ethernet(ipv4(a, "224.0.0.251", 17, udp(a, "224.0.0.251", (5353, 5353), question(0, "printer.local")), ttl=255), 0x0800, "a", "cast")
    # The same with IPv6: echoes, neighbours, a connection, a hop-by-hop option, a hop limit that ran out.
    yield ethernet(ipv6(a6, b6, 58, icmpv6(a6, b6, 128, 0, struct.pack(">HH", 7, 1) + b"abcdefgh")), 0x86DD)
    yield ethernet(ipv6(b6, a6, 58, icmpv6(b6, a6, 129, 0, struct.pack(">HH", 7, 1) + b"abcdefgh"), hops=60), 0x86DD, "b", "a")
    link, group = "fe80::a", "ff02::1:ff00:b"
    yield ethernet(ipv6(link, group, 58, icmpv6(link, group, 135, 0, bytes(4) + v6("fe80::b") + b"\x01\x01" + mac("a")), hops=255), 0x86DD, "a", "33:33:ff:00:00:0b")
    yield ethernet(ipv6("fe80::b", link, 58, icmpv6("fe80::b", link, 136, 0, b"\x60\0\0\0" + v6("fe80::b") + b"\x02\x01" + mac("b")), hops=255), 0x86DD, "b", "a")
    yield ethernet(ipv6(a6, b6, 6, tcp(a6, b6, (50000, 22), 77, 0, 0x0C2, b"", syn), service=0xB8), 0x86DD)
    yield ethernet(ipv6(a6, b6, 0, b"\x11\0\x01\x04\0\0\0\0" + udp(a6, b6, (4000, 4001), b"hop by hop")), 0x86DD)
    inner = ipv6(a6, b6, 17, udp(a6, b6, (4000, 4001), b"too far"), hops=1)
    yield ethernet(ipv6(b6, a6, 58, icmpv6(b6, a6, 3, 0, bytes(4) + inner)), 0x86DD, "b", "a")
    # One VLAN tag, and two.
    plain = ipv4(a, b, 17, udp(a, b, (1111, 2223), b"in a VLAN"))
    yield ethernet(vlan(100, plain, priority=5), 0x8100)
    yield ethernet(vlan(200, vlan(300, plain), kind=0x8100), 0x88A8)
    yield ethernet(vlan(101, arp(1, "b", b, "00:00:00:00:00:00", a), kind=0x0806), 0x8100, "b", "all")
    # Packets within packets: a tunnel, and an error that quotes a packet.
    lost = ipv4(a, "203.0.113.9", 17, udp(a, "203.0.113.9", (40000, 33434), b"probe"), ttl=1)
    yield ethernet(ipv4("192.0.2.1", "192.0.2.2", 4, ipv4(a, b, 1, icmp(8, 0, b"\0\x01\0\x01", b"inside")), ttl=30))
    yield ethernet(ipv4("10.1.0.254", a, 1, icmp(11, 0, bytes(4), lost), ttl=255, service=0xC0), 0x0800, "b", "a")
    yield ethernet(ipv4("203.0.113.9", a, 1, icmp(3, 3, bytes(4), lost), ttl=50), 0x0800, "b", "a")
    # Fragments, options, unusual service classes.
    whole = bytes(i & 255 for i in range(200))
    yield ethernet(ipv4(a, b, 253, whole[:120], identification=0xBEEF, flags=1))
    yield ethernet(ipv4(a, b, 253, whole[120:], identification=0xBEEF, flags=0, offset=120))
    yield ethernet(ipv4(a, b, 1, icmp(8, 0, b"\0\x02\0\x01", b"with options"), options=b"\x94\x04\0\0", service=0x48))
    for port, text in enumerate([b"The quick brown fox", b"jumps over", b"the LAZY dog", b"1234567890", b"\x00\x01\x02\xff\xfe", b"a.b*c(d)"]):
        yield ethernet(ipv4(b, a, 17, udp(b, a, (7000 + port, 7777), text), ttl=10 * (port + 1), identification=port), 0x0800, "b", "a")
    # Unknown protocols.
    yield ethernet(b"experiment", 0x88B5)
    yield ethernet(ipv4(a, b, 253, b"\x01\x02\x03\x04"))
    # A checksum that is wrong.
    wrong = bytearray(ethernet(ipv4(a, b, 17, udp(a, b, (9, 9), b"discard"))))
    wrong[24] ^= 0xFF
    yield bytes(wrong)


def option(code, value):
    return struct.pack("<HH", code, len(value)) + value + bytes(-len(value) % 4)


def block(kind, body):
    length = 12 + len(body)
    return struct.pack("<II", kind, length) + body + struct.pack("<I", length)


def write(path):
    start = 1_700_000_000_000_000_000
    with open(path, "wb") as out:
        out.write(block(0x0A0D0D0A, struct.pack("<IHHq", 0x1A2B3C4D, 1, 0, -1)))
        for interface in (b"tap0", b"tap1"):
            out.write(block(1, struct.pack("<HHI", 1, 0, 0) + option(2, interface) + option(9, b"\x09") + bytes(4)))
        for number, frame in enumerate(frames()):
            time = start + number * 12_345_678 + (1_000_000_000 if number > 40 else 0)
            kept = frame[:60] if number == 28 else frame  # one is cut by the snap length
            options = option(2, struct.pack("<I", 1 if frame[:6] == mac("a") else 2))
            if number in (3, 30):
                options = option(1, b"look here" if number == 3 else "zwölf".encode()) + options
            out.write(block(6, struct.pack("<IIIII", number % 2, time >> 32, time & 0xFFFFFFFF, len(kept), len(frame)) + kept
                            + bytes(-len(kept) % 4) + options + bytes(4)))


if __name__ == "__main__":
    write("mixed.pcapng")
