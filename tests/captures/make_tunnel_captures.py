#!/usr/bin/env python3
"""Writes more of link-*.pcap: tunnels, routing, link types and announced check sequences; and halves.pcapng.

As make_link_captures.py, whose helpers it uses: frames by hand from the specifications, the same files each time.
"""
import pathlib
import struct
import zlib

import make_link_captures as make
import make_views as views
from make_link_captures import PEER, US, address, checksum, ethernet, ipv4, ipv6, octets, udp

HERE = pathlib.Path(__file__).parent
PACKET = ipv4(17, udp(4000, 4001, b"inner"), "192.168.7.1", "192.168.7.2")
PACKET6 = ipv6(17, udp(4000, 4001, b"inner"))
ARP = octets(PEER, US, "0806", make.arp(1, US, "10.9.0.1", PEER, "10.9.0.2"))


def be(size, number):
    return number.to_bytes(size, "big")


def over_udp(port, payload, source=5555):
    return ethernet(0x0800, ipv4(17, udp(source, port, payload)))


def tunnels():
    teredo = ipv6(59, b"", "2001:0:a09:1::1", "2001:db8::1")
    yield over_udp(3544, teredo)
    yield over_udp(3544, octets("0001 02 01", b"id", b"v", "0011223344556677 00", teredo))
    yield over_udp(3544, octets("0000 f0b8 f5f6fffe", ipv6(17, udp(4000, 4001, b"inner"), "2001:0:a09:1::1", "2001:db8::1")))
    yield over_udp(51000, ipv6(17, udp(4000, 4001, b"peer"), "2001:0:a09:1::1", "2001:0:a09:2::1"), 51001)
    yield over_udp(5247, octets("00 100200 0000 0000", ARP))
    yield over_udp(5247, octets("00 300210 0000 0000 06", US, "00", ARP))
    elements = octets("0014 0001 01 0029 0004 00000001")
    yield over_udp(5246, octets("00 100200 0000 0000 00000001 07", be(2, len(elements) + 3), "00", elements))
    yield over_udp(5246, octets("01 000000 16feff 0000"))
    record = octets("000005a0 01 20 10000000 0001", address("10.30.1.100"), "01 64 01 64 0000 0001", address("20.20.8.253"))
    yield over_udp(4342, octets("32 0001 01 c4218228892d20a4 0001 0004 01020304", record, "11" * 16))
    yield over_udp(4342, octets("40 0000 01 c4218228892d20a4 0001 0004 01020304",
                                "000005a0 00 1a 10000000 4003 00 00 02 20 000a 00000064 0001", address("192.168.102.0")))
    yield over_udp(4342, octets("10 0000 01 c4218228892d20a4 0001", address("10.30.1.1"), "0001", address("20.20.8.1"),
                                "00 20 0001", address("10.30.1.100")))
    yield over_udp(4342, octets("20 0000 01 c4218228892d20a4", record))
    yield over_udp(4342, octets("80 0000 00", PACKET))
    yield over_udp(4341, octets("80 000001 00000001", PACKET))
    yield over_udp(4341, octets("48 000000 000064 01", PACKET6))

    def gre(flags, kind, rest):
        return ethernet(0x0800, ipv4(47, octets(struct.pack("!HH", flags, kind), rest)))

    yield gre(0, 0x88BE, ARP)
    yield gre(0x1000, 0x88BE, octets("00000001 1065 0001 00000002", ARP))
    yield gre(0x1000, 0x22EB, octets("00000001 2065 0001 00000005 0000 0001 0000000000000000", ARP))
    yield gre(0x2000, 0x6558, octets("00012c07", ARP))
    yield over_udp(4790, octets("0c 0000 01 00002a 00", PACKET))
    yield over_udp(4790, octets("0c 0000 02 00002a 00", PACKET6))
    yield over_udp(4790, octets("0c 0000 03 00002a 00", ARP))
    yield over_udp(4790, octets("0c 0000 05 00002a 00", "00010140", PACKET))
    yield over_udp(4790, octets("0c 0000 04 00002a 00", "0fc2 02 01 000001 ff", PACKET))

    def esp(payload, following, check):
        padding = -(len(payload) + 2) % 4
        return ethernet(0x0800, ipv4(50, octets("00000009 00000001", payload, range(1, padding + 1), [padding, following], check)))

    yield esp(PACKET, 4, "aa" * 12)
    yield esp(udp(4000, 4001, b"plain"), 17, "aa" * 16)
    yield esp(bytes(range(100, 160)), 17, "aa" * 12)
    yield esp(PACKET6, 41, "")
    yield over_udp(2152, octets("30ff", be(2, len(PACKET)), "00000001", PACKET))
    yield ethernet(0x88E5, octets("0c00 00000001", "55" * 30, "11" * 16))





def isis(kind, rest):
    return octets("83 1b 01 00", [kind], "01 00 00", rest)


def routers():
    def frame(pdu):
        return make.length_frame(octets("fefe03", pdu), "0180c2000014")

    options = octets("8101cc 0104 03 49000a 8404 0a000a01 d303 000000 0606", PEER, "e502 0002", "f003 020000", "080a", "00" * 10)
    yield frame(isis(15, octets("01 333333333333 000a", be(2, 27 + len(options)), "40 333333333333 02", options)))
    yield frame(isis(17, octets("03 222222222222 001e", be(2, 20 + len(options)), "01", options)))
    lsp = octets("0104 03 49000a 8101cc 8902", b"R2", "8404 c0a80a01 860401010101",
                 "800c 0a808080 0a000a00 fffffffc", "820c 40808080 ac100000 ffff0000", "020c 00 0a0a0a0a 33333333333302",
                 "160b 33333333333302 00000a 00", "1611 33333333333302 00000a 06 0604 c0a80a02", "8708 0000000a 18 0a0a0a",
                 "870c 0000000a 58 0a0a0a 0301 01 00", "ec0e 0000000a 00 40 20010db800000001", "e502 0002", "0a05 0161626364")
    yield frame(isis(18, octets(be(2, 27 + len(lsp)), "04af 2222222222220000 0000000f b503 01", lsp)))
    entries = octets("0910 04a0 2222222222220000 0000000e 5910")
    yield frame(isis(24, octets(be(2, 33 + len(entries)), "33333333333300 0000000000000000 ffffffffffffffff", entries)))
    yield frame(isis(27, octets(be(2, 17 + len(entries)), "33333333333300", entries)))

    def eigrp(operation, sequence, acknowledged, rest):
        message = octets([2, operation], "0000 00000000", be(4, sequence), be(4, acknowledged), "0000 0064", rest)
        return ethernet(0x0800, ipv4(88, make.with_checksum(message, 2), "10.9.0.1", "224.0.0.10", 2))

    yield eigrp(5, 0, 0, octets("0001 000c 01 00 01 00 00 00 000f 0004 0008 0c04 0102"))
    yield eigrp(5, 0, 45, b"")
    metric = octets("00006e00 0003e800 0005dc 01 ff 01 00 00")
    yield eigrp(1, 45, 0, octets("0102 001c 00000000", metric, "18 c0a804"))
    yield eigrp(1, 46, 0, octets("0103 0031 00000000 01010101 0000000a 00000000 00000001 0000 01 00", metric, "20 c0a80401"))
    yield ethernet(0x86DD, ipv6(88, octets("02 01 0000 00000000 00000001 00000000 0000 0064 0402 002d fe80 0000 0000 0000 0000 0000 0000 0001",
                                          metric, "40 20010db800000001"), "fe80::1", "ff02::a", 2))

    def ldp(messages):
        return octets("0001", be(2, 6 + len(messages)), address("10.1.0.2"), "0000", messages)

    yield over_udp(646, ldp(octets("0100 001c 00011970 0400 0004 000f 0000 0401 0004", address("10.1.0.2"), "0402 0004 00000001")), 646)

    def over_tcp(payload):
        return ethernet(0x0800, ipv4(6, octets("0286 8000 00000001 00000001 5018 2000 0000 0000", payload)))

    yield over_tcp(ldp(octets("0200 0016 00000001 0500 000e 0001 00b4 00 00 0000", address("10.1.0.1"), "0000")))
    yield over_tcp(ldp(octets("0300 000e 00000002 0101 0006 0001", address("10.1.0.2"),
                             "0400 0017 00000003 0100 0007 02 0001 18 0a0900 0200 0004 00000010",
                             "0001 0012 00000004 0300 000a 80000009 00000000 0000")))
    yield over_udp(6696, octets("2a 02 0016 04 06 0000 de0b 0190 11 0c 00000003 0102030405060708"), 6696)
    yield over_udp(6696, octets("2a 02 004d 05 0e 03 00 0060 04b0 006004b08d84d538 06 0a 0000 0011223344556677 07 06 01 00 0a090001",
                                "08 0d 01 00 18 00 0190 0001 0100 0a0900 09 02 00 00 0a 11 01 18 0001 40 00 0011223344556677 0a0900 00 01 00"), 6696)
    yield make.length_frame(octets("aaaa03 00000c 0111 21 03 6d85 0001 000f", b"FOC1031Z7JG", "0002 0009", b"Gi0/1",
                                   "0003 0008 00000000 0004 0005 07 0006 0006", b"S1", "0007 0008 00000001"), "01000ccccccc")
    yield make.length_frame(octets("aaaa03 00000c 2004 01 0001 0008", b"Lab\0", "0002 0005 04 0003 0005 40 0004 000a", US), "01000ccccccc")
    yield ethernet(0x88A2, octets("10 00 0001 02 00 00000007 41 00 02 24 010000000000 0000"))
    yield ethernet(0x88A2, octets("18 00 0001 02 01 00000007 0010 0102 02 10 0000"))
    fibre = octets("22 010203 00 040506 01 290000 00 00 0000 1234 ffff 00000000", "04" * 8)
    yield ethernet(0x8906, octets("00", "00" * 12, "2e", fibre, "11223344 42 000000"))
    yield ethernet(0x0800, ipv4(33, octets("cdbb 1389 06 00 0000 01 00 002ba6000000 00000000 0101 0200")))
    yield ethernet(0x0800, ipv4(33, octets("1389 cdbb 07 00 0000 07 00 002ba6000001 0000 002ba6000000 01010101")))
    yield ethernet(0x0800, ipv4(33, octets("1389 cdbb 07 00 0000 0f 00 002ba6000001 0000 002ba6000000 01000000")))
    yield ethernet(0x0800, ipv4(33, octets("cdbb 1389 06 00 0000 09 00 002ba6000003 0000 002ba6000002", b"data")))
    yield ethernet(0x88CA, octets("42a0001c 00000000 00000001 01001001 01001001 01001002 00000000", "00" * 4))


def beacon(tail=b""):
    return octets("8000 0000 ffffffffffff", US, US, "1000 0011223344556677 6400 1104 0004", b"home", "0102 8284 0301 0b 0504 00010000 3002 0100 dd05 0050f204aa",
                  "3201 30 7203", b"net", tail)


def data(flags, body, addresses, kind="08", quality=""):
    return octets(kind, [flags], "2c00", *addresses, "2000", quality, body)


def wireless():
    ip = octets("aaaa03 000000 0800", PACKET)
    yield beacon()
    yield octets("b000 3a01", PEER, US, US, "90fc 0000 0200 0a00")
    yield octets("c000 3a01", PEER, US, US, "90fc 0700")
    yield octets("0000 3a01", PEER, US, PEER, "0000 0104 0a00 0004", b"home")
    yield octets("1000 3a01", PEER, US, US, "0000 0104 0000 01c0 0101 82")
    yield octets("4000 0000 ffffffffffff", US, "ffffffffffff", "1000 0000 0101 82")
    yield octets("d000 3a01", PEER, US, US, "0000 03 00 01 02")
    yield data(1, ip, (PEER, US, "02420a090003"))
    yield data(2, ip, (US, PEER, "02420a090003"))
    yield data(0, ip, (PEER, US, US), "88", "0600")
    yield data(0x41, octets("0102 0020 03040506", "55" * 20), (PEER, US, PEER))
    key = octets("02 008a 0010 0000000000000001", "a1" * 32, "00" * 16, "00" * 8, "00" * 8, "00" * 16, "0000")
    yield data(2, octets("aaaa03 000000 888e 02 03", be(2, len(key)), key), (PEER, US, US))
    yield octets("4811 2c00", PEER, US, PEER, "2000")
    yield octets("d400 0000", PEER)
    yield octets("b400 3a01", PEER, US)
    yield octets("c400 3a01", PEER)
    yield octets("a400 01c0", PEER, US)
    yield octets("9400 0000", PEER, US, "0500 1000 ff00000000000000")


def radio():
    def with_check(frame, flags="10"):
        return octets("00 00 2000 6f480000 1122334455667700", flags, "0c 6c09 a000 d8 a6 00 01 0000 0000 0000", frame,
                      struct.pack("<I", zlib.crc32(frame)) if flags == "10" else "")

    yield with_check(beacon())
    yield with_check(beacon(), "00")
    yield with_check(beacon())[:-4] + b"\1\2\3\4"
    yield octets("00 00 1000 02000080 01000000 10 00 00 00", beacon(), struct.pack("<I", zlib.crc32(beacon())))
    yield octets("00 00 1a00 2f400000 1122334455667788 00 02 6c09 a000 d8 00 0000", data(1, octets("aaaa03 000000 0800", PACKET), (PEER, US, "02420a090003")))
    yield octets("00 00 1400 00001800 07 10 05 00 01020304 0000 00 00", data(0, octets("aaaa03 000000 0800", PACKET), (PEER, US, US)))
    yield octets("00 00 0400")


def cisco():
    yield octets("0f00 0800", PACKET)
    yield octets("8f00 8035 00000002 00000005 00000002 ffff")
    yield octets("8f00 8035 00000000 0a090001 ffffff00 ffff")
    yield octets("8f00 2000 02 b4 1234 0001 0006", b"S1")
    options = octets("8101cc")
    yield octets("8f00 fefe 00", isis(17, octets("03 222222222222 001e", be(2, 20 + len(options)), "01", options)))
    yield octets("0f00 86dd", PACKET6)


def frame_relay():
    yield octets("48e1 0800", PACKET)
    yield octets("48e1 86dd", PACKET6)
    yield octets("1851 03 cc", PACKET)
    yield octets("1851 03 00 80 000000 0800", PACKET)
    yield octets("1851 03 8e", PACKET6)


def arcnet():
    yield octets("be00 08ea d4 00 0001", PACKET)
    yield octets("be50 08ea f0", PACKET)


def erf():
    """Records of Endace's cards: each kind that carries a known link, with and without extension headers."""
    def record(kind, payload, extensions=b"", color=3):
        size = 16 + len(extensions) + len(payload)
        return octets("8877665544332211", [kind | (0x80 if extensions else 0), 0x05], struct.pack(">HHH", size, color, len(payload)),
                      extensions, payload)
    frame = octets("0000", ethernet(0x0800, PACKET))
    yield record(2, frame)
    yield record(2, frame, octets("91 01 0000000001 02 10 03 04 05 00060708"))
    yield record(11, frame)
    yield record(1, octets("0f00 0800", PACKET))
    yield record(1, octets("ff03 0021", PACKET))
    yield record(22, PACKET)
    yield record(23, PACKET6)
    yield record(3, octets("00" * 52))


def link_messages():
    link = octets("00 00 0100 02000000 43100000 00000000 0900 0300", b"eth0\0", "000000 0800 0400 dc050000 0a00 0100", US, "0000 0500 1000 06 000000")
    message = struct.pack("<IHHII", 16 + len(link), 16, 2, 7, 0) + link
    yield octets("0004 0338", "00" * 10, "0000", message, struct.pack("<IHHII", 20, 3, 2, 7, 0), "00000000")
    route = octets("02 18 00 00 fe 03 00 01 00000000 0800 0100 0a090000 0800 0400 02000000")
    yield octets("0000 0338", "00" * 10, "0000", struct.pack("<IHHII", 16 + len(route), 24, 0x0505, 8, 0), route)
    yield octets("0000 0338", "00" * 10, "0010", struct.pack("<IHHII", 20, 2, 0, 8, 1), "fefffff f".replace(" ", ""))
    link = octets("02 18 00 00 00000002 0008 0002 0a090001")
    yield octets("0000 0338", "00" * 10, "0000", struct.pack(">IHHII", 16 + len(link), 20, 0, 7, 0), link)


def ipx():
    def packet(kind, socket, rest):
        return make.length_frame(octets("e0e003 ffff", be(2, 30 + len(rest)), [0, kind], "00000000", "ff" * 6, be(2, socket),
                                        "00000001", US, be(2, socket), rest), "ff" * 6)

    yield packet(0, 0x0452, octets("0002 0007", b"PRINTER".ljust(48, b"\0"), "00000001", US, "0003 0001"))
    yield packet(1, 0x0453, octets("0002 00000002 0001 0002"))
    yield packet(20, 0x0455, octets("00" * 32, "00 01", b"WORKGROUP      \x1e"))


def sequenced():
    """Ethernet frames whose check sequence the file announces: right, wrong, cut and after padding."""
    def with_check(frame):
        return frame + struct.pack("<I", zlib.crc32(frame))
    experiment = ethernet(0x88B5, b"payload", smallest=0)
    yield with_check(experiment)
    yield with_check(ethernet(0x0806, make.arp(1, US, "10.9.0.1", PEER, "10.9.0.2")))
    yield with_check(ethernet(0x8100, octets("0001 0800", PACKET)))
    yield experiment + b"\1\2\3\4"
    yield with_check(experiment)[:-2], len(experiment) + 4
    yield with_check(experiment)[:-6], len(experiment) + 4


def section(interfaces):
    """A pcapng section with interfaces: (link type, name, check sequence length)."""
    def option(code, value):
        return struct.pack("<HH", code, len(value)) + value + b"\0" * (-len(value) % 4)
    out = views.block(0x0A0D0D0A, struct.pack("<IHHq", 0x1A2B3C4D, 1, 0, -1))
    for link_type, name, check in interfaces:
        options = option(2, name) + (option(13, bytes([check])) if check else b"") + option(0, b"")
        out += views.block(1, struct.pack("<HHI", link_type, 0, 0) + options)
    return out


def packet_block(time, interface, frame, length=None, options=b""):
    return views.block(6, struct.pack("<IIIII", interface, time >> 32, time & 0xFFFFFFFF, len(frame),
                                      len(frame) if length is None else length) + frame + b"\0" * (-len(frame) % 4) + options)


def announced():
    """if_fcslen in bytes and in bits, and epb_flags with the length for one frame."""
    frames = [each if isinstance(each, tuple) else (each, len(each)) for each in sequenced()]
    out = section([(1, b"bytes0", 4), (1, b"bits0", 32), (1, b"none0", 0)])
    for i, (frame, length) in enumerate(frames):
        out += packet_block(views.START + i, i % 2, frame, length)
    flags = struct.pack("<HHI", 2, 4, 4 << 5) + struct.pack("<HH", 0, 0)
    out += packet_block(views.START + 10, 2, frames[0][0], options=flags)
    out += packet_block(views.START + 11, 2, frames[3][0])
    (HERE / "checked.pcapng").write_bytes(out)


def halves():
    """One TCP connection and one UDP conversation, of which each interface sees one direction, as a network tap's two
    ports do; then the same connection again, which both see completely."""
    frames = list(views.frames())
    out = section([(1, b"tap-a", 0), (1, b"tap-b", 0)])
    time = views.START
    for frame in frames:
        time += 500
        is_client = frame[26:30] == frames[0][26:30]
        out += packet_block(time, 0 if is_client else 1, frame)
    for frame in views.frames():
        for interface in (0, 1):
            time += 20
            out += packet_block(time, interface, frame)
        time += 500
    (HERE / "halves.pcapng").write_bytes(out)


def write(name, frames, link_type):
    make.write(name, list(frames), link_type)


if __name__ == "__main__":
    write("tunnels", tunnels(), 1)
    write("routers", routers(), 1)
    write("wireless", wireless(), 105)
    write("radio", radio(), 127)
    write("cisco", cisco(), 104)
    write("frame-relay", frame_relay(), 107)
    write("arcnet", arcnet(), 129)
    write("erf", erf(), 197)
    write("netlink", link_messages(), 253)
    write("can", [octets("00000123 04 00 0000 01020304 00000000"), octets("80000123 02 00 0000 0102")], 227)
    write("usb", [octets("00" * 64)], 220)
    write("ipx", ipx(), 1)
    write("vsock", [octets("0300000000000000 0200000000000000 00040000 d2040000 0100 0200 0400 0000 01020304")], 271)
    write("checked", sequenced(), 1 | 0x04000000 | 2 << 28)
    announced()
    halves()
