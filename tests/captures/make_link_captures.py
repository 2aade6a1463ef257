#!/usr/bin/env python3
"""Writes link-*.pcap: small captures of the link, network and routing protocols, one file per family.

They are the input of decoders_test, which compares what the decoders say of them with what tshark says. Frames are
made by hand from the protocols' specifications, damaged ones among them; running this again gives the same files.
"""
import pathlib
import socket
import struct

HERE = pathlib.Path(__file__).parent
US, PEER, ALL = "02420a090001", "02420a090002", "ffffffffffff"


def octets(*parts):
    """Joins bytes, hexadecimal text and lists of numbers."""
    return b"".join(bytes.fromhex(p.replace(" ", "")) if isinstance(p, str) else bytes(p) for p in parts)


def checksum(data):
    data += b"\0" * (len(data) % 2)
    total = sum(struct.unpack(f"!{len(data) // 2}H", data))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


def ethernet(kind, payload, destination=PEER, source=US, smallest=60):
    frame = octets(destination, source, struct.pack("!H", kind), payload)
    return frame + b"\0" * max(0, smallest - len(frame))


def length_frame(payload, destination, source=US):
    return ethernet(len(payload), payload, destination, source)


def address(text):
    return socket.inet_pton(socket.AF_INET6 if ":" in text else socket.AF_INET, text)


def ipv4(protocol, payload, source="10.9.0.1", destination="10.9.0.2", ttl=64, fragment=0, options=b"", length=None, ident=1):
    words = 5 + len(options) // 4
    total = words * 4 + len(payload) if length is None else length
    head = struct.pack("!BBHHHBBH", 0x40 | words, 0, total, ident, fragment, ttl, protocol, 0)
    head += address(source) + address(destination) + options
    return head[:10] + struct.pack("!H", checksum(head)) + head[12:] + payload


def ipv6(following, payload, source="fe80::1", destination="fe80::2", hops=64, length=None):
    head = struct.pack("!IHBB", 0x60000000, len(payload) if length is None else length, following, hops)
    return head + address(source) + address(destination) + payload


def with_checksum(message, at, pseudo=b""):
    return message[:at] + struct.pack("!H", checksum(pseudo + message)) + message[at + 2:]


def icmp(kind, code, rest):
    return with_checksum(octets([kind, code], "0000", rest), 2)


def icmpv6(kind, code, rest, source="fe80::1", destination="fe80::2"):
    message = octets([kind, code], "0000", rest)
    return with_checksum(message, 2, address(source) + address(destination) + struct.pack("!II", len(message), 58))


def udp(source, destination, payload, length=None):
    return struct.pack("!HHHH", source, destination, 8 + len(payload) if length is None else length, 0) + payload


def write(name, frames, link_type=1, fractions=()):
    """A frame is its bytes, or (bytes, length on the wire) if it was cut; `fractions` are those of the times."""
    with open(HERE / f"link-{name}.pcap", "wb") as out:
        out.write(struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 65535, link_type))
        for number, frame in enumerate(frames):
            data, length = frame if isinstance(frame, tuple) else (frame, len(frame))
            fraction = fractions[number] if number < len(fractions) else 0
            out.write(struct.pack("<IIII", 1700000000 + number, fraction, len(data), length))
            out.write(data)


def arp(operation, sender_mac, sender, target_mac, target):
    return octets(struct.pack("!HHBBH", 1, 0x0800, 6, 4, operation), sender_mac, address(sender), target_mac, address(target))


def arp_frames():
    nobody = "000000000000"
    yield ethernet(0x0806, arp(1, US, "10.9.0.1", nobody, "10.9.0.2"), ALL)
    yield ethernet(0x0806, arp(2, PEER, "10.9.0.2", US, "10.9.0.1"))
    yield ethernet(0x0806, arp(1, US, "10.9.0.1", nobody, "10.9.0.1"), ALL)
    yield ethernet(0x0806, arp(1, US, "10.9.0.1", ALL, "10.9.0.1"), ALL)
    yield ethernet(0x0806, arp(1, US, "0.0.0.0", nobody, "10.9.0.1"), ALL)
    yield ethernet(0x0806, arp(2, US, "10.9.0.1", US, "10.9.0.1"), ALL)
    yield ethernet(0x8035, arp(3, US, "0.0.0.0", US, "0.0.0.0"), ALL)
    yield ethernet(0x8035, arp(4, US, "10.9.0.1", PEER, "10.9.0.2"))
    yield ethernet(0x0806, arp(8, US, "10.9.0.1", PEER, "0.0.0.0"))
    yield ethernet(0x0806, arp(9, US, "10.9.0.1", PEER, "10.9.0.2"))
    yield ethernet(0x0806, arp(99, US, "10.9.0.1", PEER, "10.9.0.2"))
    yield ethernet(0x0806, octets("0001 86dd 06 10 0001", US, address("fe80::1"), PEER, address("fe80::2")))
    yield ethernet(0x0806, octets("000f 0800 02 04 0008", "0401", address("10.9.0.1"), "0000", address("10.9.0.2")))
    yield ethernet(0x0806, arp(1, US, "10.9.0.1", nobody, "10.9.0.2")[:20], ALL, smallest=0)
    yield ethernet(0x0806, arp(1, US, "10.9.0.1", nobody, "10.9.0.2")[:20], ALL, smallest=0), 60


def ethernet_frames():
    yield ethernet(0x3030, octets("01020304"))
    yield ethernet(0x88B5, octets("01020304"), smallest=0)
    yield ethernet(0x05F0, octets("01020304"))
    yield ethernet(0x8100, octets("6064 0806", arp(1, US, "10.9.0.1", PEER, "10.9.0.2")))
    yield ethernet(0x88A8, octets("1065 8100 2064 0800", ipv4(253, b"abcd")))
    yield ethernet(0x8100, octets("0001 3030", "00"))
    yield ethernet(0x8100, octets("0001 0003 424203"))
    yield length_frame(octets("e0e0 03 ffff 0022 0001"), PEER)
    yield length_frame(octets("f0f0 7f"), PEER)
    yield length_frame(octets("f0f1 73"), PEER)
    yield length_frame(octets("f0f0 0102 00"), PEER)
    yield length_frame(octets("f0f1 0307"), PEER)
    yield length_frame(octets("f0f0 0406 aabb"), PEER)
    yield length_frame(octets("aaaa 03 000000 0806", arp(1, US, "10.9.0.1", PEER, "10.9.0.2")), PEER)
    yield length_frame(octets("aaaa 03 00000c 2fff 0102"), PEER)
    yield length_frame(octets("aaaa 03 123456 2fff 0102"), PEER)
    yield length_frame(octets("aaaa 03 0080c2 0007 0000", ethernet(0x0806, arp(1, US, "10.9.0.1", PEER, "10.9.0.2"))), PEER)
    yield ethernet(0x0842, octets(ALL, US * 16))
    yield ethernet(0x0842, octets(ALL, US * 16, "c0a80101"))
    yield ethernet(0x0842, octets(ALL, US * 16, "010203040506"))
    yield ethernet(0x0800, ipv4(17, udp(4000, 9, octets(ALL, US * 16))))
    yield ethernet(0x88E5, octets("2c00 00000001", US, "0001", "00" * 40))
    yield ethernet(0x88E5, octets("0000 00000001 0806", arp(1, US, "10.9.0.1", PEER, "10.9.0.2"), "11" * 16))
    yield ethernet(0x9000, octets("0000 0200", PEER, "0100 0500 aabb"))
    yield ethernet(0x9000, octets("0000 0100 0500"))
    yield ethernet(0x0800, ipv4(17, udp(4000, 4001, b"x")) + octets("11223344"))
    yield ethernet(0x0800, ipv4(17, udp(4000, 4001, b"x" * 40)) + octets("11223344"))
    yield octets("0000"), 60
    yield octets(PEER, US, "0800")
    for version in (0x0010, 0x0020, 0x0110, 0x0120, 0x0021):
        seconds = octets("00000007") if version & 0xF0 == 0x10 else octets("0007")
        yield ethernet(0xD28B, octets("0001", struct.pack("!H", version), seconds, "00000009 0800", ipv4(17, udp(4000, 4001, b"x"))))


def icmp_frames():
    quoted = ipv4(17, udp(53, 5353, b"question"), "10.9.0.2", "10.9.0.1")
    echo = octets("12340001", b"0123456789abcdef0123456789abcdef")
    yield ethernet(0x0800, ipv4(1, icmp(8, 0, echo)))
    yield ethernet(0x0800, ipv4(1, icmp(0, 0, echo), "10.9.0.2", "10.9.0.1"))
    yield ethernet(0x0800, ipv4(1, icmp(0, 0, octets("00010001", b"x" * 8))))
    for kind, codes in ((3, range(17)), (5, range(5)), (11, range(3)), (12, range(4))):
        for code in codes:
            yield ethernet(0x0800, ipv4(1, icmp(kind, code, octets("0a090009", quoted))))
    for kind in (1, 2, 4, 6, 7, 15, 16, 30, 31, 37, 40, 99):
        yield ethernet(0x0800, ipv4(1, icmp(kind, 0, octets("00000000", quoted))))
    yield ethernet(0x0800, ipv4(1, icmp(10, 0, "00000000")))
    yield ethernet(0x0800, ipv4(1, icmp(13, 0, octets("12340001 00000001 00000002 00000003"))))
    yield ethernet(0x0800, ipv4(1, icmp(14, 0, octets("12340001 00000001 00000002 00000003"))))
    yield ethernet(0x0800, ipv4(1, icmp(17, 0, octets("12340001 ffffff00"))))
    yield ethernet(0x0800, ipv4(1, icmp(18, 0, octets("12340001 ffffff00"))))
    yield ethernet(0x0800, ipv4(1, icmp(42, 0, octets("12340101"))))
    yield ethernet(0x0800, ipv4(1, icmp(43, 0, octets("12340104"))))
    yield ethernet(0x0800, ipv4(1, icmp(43, 2, octets("12340104"))))
    yield ethernet(0x0800, ipv4(1, octets("0800 1234 1234 0001 6162")))
    yield ethernet(0x0800, ipv4(1, octets("0300 1234 0000 0000", quoted[:10]), length=20 + 18))
    yield ethernet(0x0800, ipv4(1, icmp(8, 0, echo), fragment=0x2000))
    yield ethernet(0x0800, ipv4(1, icmp(8, 0, echo), fragment=0x0010))
    yield ethernet(0x0800, ipv4(1, octets("08"), length=21))
    yield ethernet(0x0800, ipv4(1, icmp(8, 0, echo)))[:36], 74


def ip_frames():
    data = udp(4000, 4001, b"hello")
    yield ethernet(0x0800, ipv4(17, data))
    yield ethernet(0x0800, ipv4(253, b"hello"))
    yield ethernet(0x0800, ipv4(64, b"hello"))
    yield ethernet(0x0800, ipv4(17, b""))
    yield ethernet(0x0800, ipv4(17, data, length=0))
    yield ethernet(0x0800, ipv4(17, data, length=10))
    yield ethernet(0x0800, ipv4(17, data, length=4000))
    yield ethernet(0x0800, octets("44", ipv4(17, data)[1:]))
    yield ethernet(0x0800, octets("55", ipv4(17, data)[1:]))
    yield ethernet(0x0800, ipv6(17, data))
    yield ethernet(0x86DD, ipv4(17, data))
    yield ethernet(0x0800, ipv4(17, data, options=octets("94040000")))
    yield ethernet(0x0800, ipv4(17, data, options=octets("0707080a090001 01")))
    yield ethernet(0x0800, ipv4(17, data, options=octets("83070401020304 00")))
    yield ethernet(0x0800, ipv4(17, data, options=octets("440c0501 01020304 00000005")))
    yield ethernet(0x0800, ipv4(17, data, options=octets("59e80102")))
    yield ethernet(0x0800, ipv4(17, data, fragment=0x2000, ident=77))
    yield ethernet(0x0800, ipv4(17, b"y" * 24, fragment=0x2002, ident=77))
    yield ethernet(0x0800, ipv4(6, b"y" * 24, fragment=0x0005, ident=77))
    yield ethernet(0x0800, ipv4(4, ipv4(17, data)))
    yield ethernet(0x0800, ipv4(41, ipv6(17, data)))
    yield ethernet(0x86DD, ipv6(17, data))
    yield ethernet(0x86DD, ipv6(17, data, length=4000))
    yield ethernet(0x86DD, ipv6(17, data, length=0))
    yield ethernet(0x86DD, ipv6(59, b"hello"))
    yield ethernet(0x86DD, ipv6(253, b"hello"))
    yield ethernet(0x86DD, ipv6(64, b"hello"))
    yield ethernet(0x86DD, ipv6(0, octets("11 00 0502 0000 0100", data)))
    yield ethernet(0x86DD, ipv6(60, octets("11 00 0104 00000000", data)))
    yield ethernet(0x86DD, ipv6(60, octets("3b 00 0104 00000000")))
    yield ethernet(0x86DD, ipv6(43, octets("11 02 00 01 00000000", address("fe80::9"), data)))
    yield ethernet(0x86DD, ipv6(43, octets("11 02 04 00 00 00 0000", address("fe80::9"), data)))
    yield ethernet(0x86DD, ipv6(44, octets("11 00 0001 00000007", data)))
    yield ethernet(0x86DD, ipv6(44, octets("11 00 0010 00000007", b"z" * 16)))
    yield ethernet(0x86DD, ipv6(0, octets("2b 00 0104 00000000 2c 00 01 00 00000000 11 00 0000 00000001", data)))
    yield ethernet(0x86DD, ipv6(4, ipv4(17, data)))
    yield ethernet(0x0800, ipv4(17, udp(4000, 4001, b"hello", length=4)))
    yield ethernet(0x0800, ipv4(17, udp(4000, 4001, b"hello", length=400)))
    yield ethernet(0x0800, ipv4(17, udp(4000, 4001, b"hello", length=0)))
    yield ethernet(0x0800, ipv4(17, udp(4000, 4001, b"")))
    yield ethernet(0x0800, ipv4(17, octets("0fa0")))
    yield ethernet(0x0800, ipv4(136, octets("0fa0 0fa1 0008 0000", b"hello")))
    yield ethernet(0x0800, ipv4(136, octets("0fa0 0fa1 0000 0000", b"hello")))
    yield ethernet(0x0800, ipv4(17, data))[:38], 60
    yield ethernet(0x0800, ipv4(17, data))[:24], 60
    segment = octets("0fa0 0fa1 00000001 00000001 5010 2000 0000 0000", b"s" * 40)
    yield ethernet(0x0800, ipv4(6, segment, length=4000))
    yield ethernet(0x0800, ipv4(6, segment, length=4000))[:60], 94
    yield ethernet(0x86DD, ipv6(6, segment, length=4000))
    yield ethernet(0x86DD, ipv6(60, octets("06 00 0104 00000000", segment)))[:90], 122
    yield ethernet(0x0800, ipv4(6, octets("0fa0 0fa1 00000001 00000001 4010 2000 0000 0000")))


def igmp(kind, code, rest):
    return with_checksum(octets([kind, code], "0000", rest), 2)


def igmp_frames():
    def packet(message, group="224.0.0.22"):
        return ethernet(0x0800, ipv4(2, message, destination=group, ttl=1, options=octets("94040000")), "01005e000016")

    group, one, two = address("224.1.2.3"), address("10.9.0.1"), address("10.9.0.2")
    yield packet(igmp(0x11, 0, octets("00000000")))
    yield packet(igmp(0x11, 0, group))
    yield packet(igmp(0x12, 0, group))
    yield packet(igmp(0x11, 100, octets("00000000")))
    yield packet(igmp(0x11, 100, group))
    yield packet(igmp(0x16, 0, group))
    yield packet(igmp(0x17, 0, group))
    yield packet(igmp(0x11, 100, octets("00000000 02 7d 0000")))
    yield packet(igmp(0x11, 200, octets(group, "0a fd 0000")))
    yield packet(igmp(0x11, 100, octets(group, "02 7d 0001", one)))
    yield packet(igmp(0x11, 100, octets(group, "02 7d 0002", one, two)))
    for kind in range(1, 8):
        yield packet(igmp(0x22, 0, octets("0000 0001", [kind, 0], "0000", group)))
        yield packet(igmp(0x22, 0, octets("0000 0001", [kind, 0], "0001", group, one)))
        yield packet(igmp(0x22, 0, octets("0000 0001", [kind, 0], "0002", group, one, two)))
    yield packet(igmp(0x22, 0, octets("0000 0002 04 00 0000", group, "03 00 0000", address("224.0.0.251"))))
    yield packet(igmp(0x22, 0, octets("0000 0002 04 00 0000", group)))
    yield packet(igmp(0x30, 20, octets("00000000")))
    yield packet(igmp(0x99, 0, octets("00000000")))
    yield packet(octets("1600"))


def inner_frame():
    return ethernet(0x0800, ipv4(17, udp(4000, 4001, b"inner"), "192.168.7.1", "192.168.7.2"), smallest=0)


def tunnel_frames():
    packet = ipv4(17, udp(4000, 4001, b"inner"), "192.168.7.1", "192.168.7.2")

    def gre(flags, kind, rest):
        return ethernet(0x0800, ipv4(47, octets(struct.pack("!HH", flags, kind), rest)))

    yield gre(0, 0x0800, packet)
    yield gre(0, 0x86DD, ipv6(17, udp(4000, 4001, b"inner")))
    yield gre(0xB000, 0x0800, octets("12340000 00000007 00000001", packet))
    yield gre(0x3081, 0x880B, octets([0, len(packet) + 4], "0007 00000001 00000002 ff030021", packet))
    yield gre(0, 0x6558, inner_frame())
    yield gre(0, 0x1234, b"unknown")
    yield gre(0, 0, b"")
    yield gre(0x1000, 0x88BE, octets("00000001 1065 0001 00000002", inner_frame()))
    yield gre(0, 0x22EB, octets("2065 0001 00000005 0000 0000", inner_frame()))
    yield gre(0, 0x8847, octets("00010140", packet))
    yield ethernet(0x0800, ipv4(17, udp(5555, 4789, octets("0800 0000 00000700", inner_frame()))))
    yield ethernet(0x0800, ipv4(17, udp(5555, 4790, octets("0c000001 00000700", packet))))
    yield ethernet(0x0800, ipv4(17, udp(5555, 6081, octets("0000 6558 00000700", inner_frame()))))
    yield ethernet(0x0800, ipv4(17, udp(5555, 6081, octets("0200 0800 00000700 0102 80 01 01020304", packet))))
    yield ethernet(0x0800, ipv4(17, udp(2152, 2152, octets("30ff", struct.pack("!H", len(packet)), "00000001", packet))))
    yield ethernet(0x0800, ipv4(17, udp(2152, 2152, octets("32ff", struct.pack("!H", len(packet) + 4), "00000001 00010000", packet))))
    yield ethernet(0x8847, octets("00010040 00020140", packet))
    yield ethernet(0x8847, octets("00000140", ipv6(17, udp(4000, 4001, b"inner"))))
    yield ethernet(0x894F, octets("0fc2 02 01 000001 ff", packet))
    yield ethernet(0x0800, ipv4(51, octets("11 04 0000 00000001 00000002 000000000000000000000000", udp(4000, 4001, b"x"))))
    yield ethernet(0x0800, ipv4(50, octets("00000009 00000001", b"q" * 24)))
    yield gre(0, 0x8909, octets("0800 01 01 0001 0007", packet))
    yield ethernet(0x8909, octets("01 01 0001 0007 0800", packet))
    request = octets("0001 0800 0000000000 ff 0034 0000 0034 01 01 04 00 04 04 c000 00000005 c0000201 0a090001 0a090002",
                     "00 20 0000 05d4 0e10 00 00 00 00")
    yield gre(0, 0x2001, request)
    yield gre(0, 0x2001, octets(request[:10], "0040", request[12:14], "0034 01 02", request[18:],
                                "8003 0000 8000 0000"))
    yield gre(0, 0x2001, octets("0001 0800 0000000000 ff", struct.pack("!H", 40 + len(packet)), "0000 0000 01 08 04 00 04 04 0000 00000000",
                                "c0000201 0a090001 0a090002", packet))
    yield ethernet(0x8864, octets("11 00 0011", struct.pack("!H", len(packet) + 2), "0021", packet))
    yield ethernet(0x8864, octets("1100 0011 0010 c021 01 01 000e 0104 05d4 0506 01020304"))
    yield ethernet(0x8864, octets("1100 0011 000c 8021 01 01 000a 0306 0a090001"))
    yield ethernet(0x8864, octets("1100 0011 0010 c023 01 00 000e 04 69786961 04 69786961"))
    yield ethernet(0x8863, octets("1109 0000 000c 0101 0000 0103 0004 01020304"))
    yield ethernet(0x8863, octets("1165 0011 0014 0102 0004", b"BRAS", "0103 0004 01020304"))


def loopback_frames():
    packet = ipv4(17, udp(4000, 4001, b"inner"))
    for family in ("02000000", "00000002", "0f000800", "00020000", "00000800", "08000000"):
        yield octets(family, packet)
    for family in ("1c000000", "18000000", "1e000000", "0000001e"):
        yield octets(family, ipv6(17, udp(4000, 4001, b"inner")))
    yield octets("63000000 00"), 0xFFFFFFF0


# Times that no clock has: fractions of a second and more, and one that wraps around at 32 bits.
FRACTIONS = (1, 999_999, 1_000_000, 2_500_000, 2**31, 4_293_562_680)


def bridge_frames():
    root, bridge = "8001 0019 06eab880", "8001 0019 06eab900"
    times = "0000 1400 0200 0f00"

    def bpdu(rest):
        return length_frame(octets("424203", rest), "0180c2000000")

    yield bpdu(octets("0000 00 00 00", root, "00000013", bridge, "8003", times))
    yield bpdu(octets("0000 00 00 81", root, "00000013", bridge, "8003", times))
    yield bpdu(octets("0000 02 02 3d", root, "00000013", bridge, "8003", times, "00"))
    yield bpdu(octets("0000 00 80"))
    yield length_frame(octets("aaaa03 00000c 010b 0000 00 00 00", root, "00000013", bridge, "8003", times, "00 0000 0002 0005"), "01000ccccccd")
    yield ethernet(0x88CC, octets("0207 04", US, "0407 03", US, "0602 0078 0000"))
    yield ethernet(0x88CC, octets("0207 04", US, "0403 05 6531 0602 0078 0a03", b"box", "0c04", b"a\nbc", "0e04 0014 0004 0000"))
    yield length_frame(octets("aaaa03 00000c 2000 02 b4 1234 0001 0006 5331 0003 0007", b"e0/"), "01000ccccccc")
    yield ethernet(0x8809, octets("01 01 0114 8000", US, "0001 8000 0001 3d000000 0214 8000", PEER, "0001 8000 0002 3d000000 0310 0000", "00" * 64))
    yield ethernet(0x888E, octets("01 01 0000"))
    yield ethernet(0x88F7, octets("00 02 002c 00 00 0200", "00" * 8, "00000000", "0011223344556677 0001 0007 00 00 000000000001 00000002"))
    yield ethernet(0x0800, ipv4(17, udp(320, 320, octets("0b 02 0040 00 00 0000", "00" * 8, "00000000", "0011223344556677 0001 0008 05 01", "00" * 30))))


def tls_record(kind, body):
    return octets([kind], "0303", struct.pack("!H", len(body)), body)


def client_hello():
    names = octets("0000 0010 000e 00 000b", b"tap.example")
    body = octets("0303", bytes(range(32)), "00 0004 c02f 1301 01 00", struct.pack("!H", len(names)), names)
    return tls_record(22, octets("01 00", struct.pack("!H", len(body)), body))


def authentication_frames():
    """EAP in EAPOL, RADIUS and PPP, and EAPOL's key descriptors."""
    group = "0180c2000003"

    def eapol(kind, body, version=1):
        return ethernet(0x888E, octets([version, kind], struct.pack("!H", len(body)), body), group)

    def eap(code, number, *parts):
        body = octets(*parts)
        return octets([code, number], struct.pack("!H", 4 + len(body)), body)

    def packet(code, number, *parts):
        return eapol(0, eap(code, number, *parts))

    def radius(code, number, message, piece=253):
        parts = [message[at:at + piece] for at in range(0, len(message), piece)]
        body = b"".join(octets([79, 2 + len(part)], part) for part in parts)
        body += octets("5012", "00" * 16)
        head = octets([code, number], struct.pack("!H", 20 + len(body)), bytes(range(16)))
        ports = (40000, 1812) if code == 1 else (1812, 40000)
        return ethernet(0x0800, ipv4(17, udp(*ports, head + body)))

    def key(information, rest, descriptor=2, nonce="00", data=b"", mic="00" * 16):
        return octets([descriptor], information, "0010 0000000000000001", nonce * 32, "00" * 16, rest, "00" * 8, mic,
                      struct.pack("!H", len(data)), data)

    yield eapol(1, b"")
    yield packet(1, 1, "01")
    yield packet(1, 1, "01", b"Who is there?")
    yield packet(2, 1, "01", b"reader@example.org")
    yield packet(1, 2, "02", b"Password expires")
    yield packet(2, 2, "02")
    yield packet(1, 3, "04 10", bytes(range(16)))
    yield packet(2, 3, "04 10", bytes(range(16)), b"reader")
    yield packet(2, 4, "03 19")
    yield packet(1, 5, "05", b"otp-md5 499")
    yield packet(1, 6, "06", b"Enter the code")
    yield packet(1, 7, "0d 20")
    yield packet(2, 7, "0d 00", client_hello())
    yield packet(1, 8, "19 21")
    yield packet(2, 8, "19 81", struct.pack("!I", len(client_hello())), client_hello())
    yield packet(2, 9, "19 01")
    yield packet(1, 10, "15 20")
    yield packet(2, 10, "15 80", struct.pack("!I", len(client_hello())), client_hello())
    yield packet(1, 11, "15 00", tls_record(21, b"\2\50"))
    yield packet(1, 12, "2b 21 0004 0004", b"home")
    yield packet(1, 13, "37 21")
    yield packet(1, 13, "37 31 00000006 800100020001")
    yield packet(1, 14, "11 01 00 08", bytes(range(8)), b"reader")
    yield packet(2, 14, "11 01 00 18", bytes(range(24)), b"reader")
    yield packet(1, 15, "1a 01 0f 0019 10", bytes(range(16)), b"home")
    yield packet(2, 14, "1a 02 0f 000f 04 01020304", b"reader")
    yield packet(2, 15, "1a 02 0f 003c 31", bytes(range(16)), "00" * 8, bytes(range(24)), "00", b"reader")
    yield packet(1, 16, "1a 03 0f 0014", b"S=0011223344 M=OK")
    yield packet(2, 16, "1a 03")
    yield packet(1, 17, "1a 04 0f 0010", b"E=691 R=0 C=")
    yield packet(1, 17, "1a 07 0f 0008", b"data")
    yield packet(1, 18, "12 0a 0000 0f02 0002 0001 0000 0a01 0000")
    yield packet(2, 18, "12 0a 0000 0705 0000", bytes(range(16)), "1001 0001 0e03 0006", b"reader", "0000")
    yield packet(1, 19, "12 0c 0000 0c01 8000")
    yield packet(2, 19, "12 0e 0000 1601 0002")
    yield packet(1, 20, "17 01 0000 0105 0000", bytes(range(16)), "0205 0000", bytes(range(16)), "0b05 0000", bytes(range(16)))
    yield packet(2, 20, "17 01 0000 0303 0040", bytes(range(8)), "0b05 0000", bytes(range(16)))
    yield packet(2, 20, "32 04 0000 0404", bytes(range(14)))
    yield packet(1, 20, "17 0c 0000 0c01 4000")
    yield packet(2, 20, "32 0e 0000 1601 0000")
    yield packet(1, 21, "fe 000137 00000001", b"abc")
    yield packet(1, 23, "34 01", b"password")
    yield packet(1, 24, "c8 0102")
    yield packet(3, 25)
    yield packet(4, 26)
    yield packet(5, 27, "02 00")
    yield packet(9, 28, "02 00")
    yield eapol(2, b"")
    yield eapol(4, octets("0102"))
    yield eapol(9, octets("0102"))
    yield eapol(3, octets("01 000d 0000000000000007", bytes(range(16)), "83", "11" * 16, bytes(range(13))))
    yield eapol(3, octets("01 000d 0000000000000007", bytes(range(16)), "03", "11" * 16))
    yield eapol(3, octets("01 0000 0000000000000007", bytes(range(16)), "03", "11" * 16))
    yield eapol(3, octets("07 0102"))
    yield eapol(3, key("008a", "00" * 8, nonce="a1"), 2)
    yield eapol(3, key("010a", "00" * 8, nonce="a2", data=octets("dd06 0050f2 990102"), mic="c1" * 16))
    yield eapol(3, key("13ca", "00" * 8, nonce="a1", data=bytes(range(24)), mic="c2" * 16), 2)
    yield eapol(3, key("030a", "00" * 8, mic="c3" * 16))
    yield eapol(3, key("1382", "01" + "00" * 7, data=bytes(range(24)), mic="c4" * 16), 2)
    yield eapol(3, key("0302", "00" * 8, mic="c5" * 16))
    yield eapol(3, key("0089", "00" * 8, 254, "b1"))
    yield eapol(3, key("0109", "00" * 8, 254, "b2", octets("dd06 0050f2 990102"), "d1" * 16))
    yield eapol(3, key("01c9", "00" * 8, 254, "b1", octets("dd06 0050f2 990102"), "d2" * 16))
    yield eapol(3, key("0109", "00" * 8, 254, mic="d3" * 16))
    yield eapol(3, key("03b1", "00" * 8, 254, "b3", bytes(range(32)), "d4" * 16))
    yield eapol(3, key("0311", "00" * 8, 254, mic="d5" * 16))
    yield eapol(3, key("1f3a", "00" * 8))
    yield radius(1, 5, eap(2, 1, "01", b"reader"))
    yield radius(11, 5, eap(1, 2, "04 10", bytes(range(16))))
    yield radius(1, 6, eap(2, 3, "0d 00", client_hello()), 40)
    yield radius(2, 6, eap(3, 4))
    yield ethernet(0x8864, octets("1100 0001 0008 c227", eap(1, 5, "01")))
    yield ethernet(0x8864, octets("1100 0001 000f c227", eap(2, 5, "01", b"reader")))


def routing_frames():
    def to(group, protocol, message, source="10.9.0.1"):
        return ethernet(0x0800, ipv4(protocol, message, source, group, 255))

    yield to("224.0.0.18", 112, with_checksum(octets("21 01 64 01 00 01 0000", address("10.9.0.9"), "00" * 8), 6))
    yield to("224.0.0.18", 112, octets("31 01 64 01 0064 0000", address("10.9.0.9")))
    yield to("224.0.0.2", 17, udp(1985, 1985, octets("00 00 10 03 0a 5a 0a 00", b"cisco\0\0\0", address("10.9.0.9"))))
    yield to("224.0.0.2", 17, udp(1985, 1985, octets("00 03 0001 000a 02 00 0000 0001 00000000")))
    yield to("224.0.0.102", 17, udp(1985, 1985, octets("0128 02 00 06 04 0398", US, "0000005a 00000bb8 00002710", address("10.9.0.9"), "00" * 12)))
    yield to("10.9.0.2", 17, udp(49152, 3784, octets("20 c0 05 18 00000001 00000002 000f4240 000f4240 00000000")))
    yield to("224.0.0.13", 103, octets("20 00 0000 0001 0002 0069 0013 0004 00000001"))
    yield to("224.0.0.9", 17, udp(520, 520, octets("02 02 0000 0002 0000", address("10.1.0.0"), address("255.255.0.0"), address("0.0.0.0"), "00000001")))
    yield to("10.9.0.2", 17, udp(520, 520, octets("01 01 0000 0000 0000 00000000 00000000 00000000 00000010")))
    yield to("224.0.0.5", 89, octets("02 01 002c 01010101 00000000 0000 0000 0000000000000000 ffffff00 000a 02 01 00000028", address("10.9.0.1"), address("0.0.0.0")))
    yield to("224.0.0.5", 89, octets("02 05 002c 01010101 00000000 0000 0000 0000000000000000 0001 02 01 01010101 01010101 80000001 1234 0024"))


FAMILIES = {
    "arp": (arp_frames, 1),
    "ethernet": (ethernet_frames, 1),
    "ip": (ip_frames, 1),
    "icmp": (icmp_frames, 1),
    "igmp": (igmp_frames, 1),
    "tunnel": (tunnel_frames, 1),
    "loopback": (loopback_frames, 0, FRACTIONS),
    "bridge": (bridge_frames, 1),
    "authentication": (authentication_frames, 1),
    "routing": (routing_frames, 1),
}

if __name__ == "__main__":
    for family, (frames, *how) in FAMILIES.items():
        write(family, list(frames()), *how)
