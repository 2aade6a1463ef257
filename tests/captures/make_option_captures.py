#!/usr/bin/env python3
"""Writes option-*.pcap: options and extensions, with possible bytes after their end, for decoders_test and values_test.

Every octet is chosen here, so that the files come out the same each time.
"""
import socket
import struct
import zlib

import make_app_captures as make

MSS, NOP, END = b"\x02\x04\x05\xb4", b"\1", b"\0"


def padded(options):
    return options + b"\0" * (-len(options) % 4)


def segment(options, flags=0x02, port=40000, payload=b""):
    options = padded(options)
    head = struct.pack("!HHIIBBHHH", port, 80, 1, 0, (5 + len(options) // 4) << 4, flags, 8192, 0, 0)
    return make.packet(6, head + options + payload, make.CLIENT, make.SERVER)


def with_ip_options(options):
    options = padded(options)
    payload = struct.pack("!HHHH", 40000, 40001, 12, 0) + b"data"
    head = struct.pack("!BBHHHBBH4s4s", 0x40 | 5 + len(options) // 4, 0, 20 + len(options) + len(payload), 1, 0, 64, 17, 0,
                       socket.inet_aton(make.CLIENT), socket.inet_aton(make.SERVER)) + options
    head = head[:10] + struct.pack("!H", make.checksum(head)) + head[12:]
    return bytes.fromhex("02420a09000202420a0900010800") + head + payload


def tcp_options():
    key = bytes(range(8))
    return [
        segment(MSS + END + b"\x08\x40\x11"),                              # what follows the end is no option
        segment(MSS + END + b"\3\3\7"),
        segment(END * 8),
        segment(MSS + b"\x1e\x04\x01\x81", port=40001),                    # Multipath TCP, version 1: the three steps
        segment(b"\x1e\x0c\x01\x81" + key, 0x12, port=40001),
        segment(b"\x1e\x14\x01\x81" + key + key, 0x10, port=40001),
        segment(b"\x1e\x0c\x11\x02" + b"toke" + b"rand", port=40002),      # a join
        segment(b"\x1e\x10\x10\x02" + b"truncmac" + b"rand", 0x12, port=40002),
        segment(b"\x1e\x18\x10\x00" + b"m" * 20, 0x10, port=40002),
        segment(b"\x1e\x14\x20\x05" + struct.pack("!IIIHH", 7, 8, 9, 10, 0x1234), 0x18, port=40001, payload=b"0123456789"),
        segment(b"\x1e\x08\x30\x02" + bytes([10, 9, 0, 7]), 0x10, port=40001),
        segment(b"\x1e\x0a\x31\x02" + bytes([10, 9, 0, 7]) + b"\x1f\x90", 0x10, port=40001),
        segment(b"\x1e\x04\x40\x02", 0x10, port=40001),
        segment(b"\x1e\x03\x51", 0x10, port=40001),
        segment(b"\x1e\x0c\x70\x00" + key, 0x10, port=40001),
        segment(b"\xac\x0b" + bytes(range(1, 10)), 0x10, port=40003),      # Accurate ECN in both orders
        segment(b"\xae\x0b" + bytes(range(1, 10)), 0x10, port=40003),
        segment(b"\xac\x05" + bytes(range(1, 4)), 0x10, port=40003),
    ]


def ip_options():
    return [
        with_ip_options(b"\x94\x04\0\0"),
        with_ip_options(NOP + END + b"\x94\x04"),          # what follows the end is padding
        with_ip_options(b"\x94\x05\0\0\x01" + END * 3),    # one octet more than the option has
    ]


def extended(length, *objects, kind=11, quoted=None):
    """An ICMP error with extensions after `length` words, or after 128 octets if that is 0."""
    inner = make.packet(17, struct.pack("!HHHH", 33434, 33435, 48, 0) + b"y" * 40, make.SERVER, "192.0.2.9")[14:]
    body = (inner if quoted is None else quoted).ljust(128, b"\0")
    structure = struct.pack("!BBH", 0x20, 0, 0) + b"".join(objects)
    structure = structure[:2] + struct.pack("!H", make.checksum(structure)) + structure[4:]
    message = struct.pack("!BBHBBH", kind, 0, 0, 0, length, 0) + body + structure
    message = message[:2] + struct.pack("!H", make.checksum(message)) + message[4:]
    return make.packet(1, message, "10.9.0.254", make.SERVER)


def icmp_extensions():
    stack = struct.pack("!HBBI", 8, 1, 1, 24000 << 12 | 1 << 9 | 1 << 8 | 1)
    interface = (struct.pack("!HBBI", 28, 2, 0x0F, 7) + struct.pack("!HH", 1, 0) + bytes([192, 0, 2, 1]) +
                 b"\x08eth0\0\0\0" + struct.pack("!I", 1500))
    return [extended(32, stack), extended(0, stack), extended(32, interface), extended(32, stack, interface, kind=3)]


def dhcp(options, server=b"", file=b""):
    head = struct.pack("!BBBBIHH", 2, 1, 6, 0, 0x12345678, 0, 0)
    for address in ("0.0.0.0", "10.9.0.50", "10.9.0.1", "0.0.0.0"):
        head += socket.inet_aton(address)
    head += bytes.fromhex("020000000002") + bytes(10) + server.ljust(64, b"\0") + file.ljust(128, b"\0")
    return make.udp(67, 68, head + b"\x63\x82\x53\x63" + options)


def option(code, value):
    return bytes([code, len(value)]) + value


def dhcp_options():
    ack, end = option(53, b"\5"), b"\xff"
    router, servers = option(3, socket.inet_aton("10.9.0.254")), option(6, socket.inet_aton("10.9.0.53"))
    return [
        dhcp(ack + option(52, b"\1") + end, file=router + servers + option(15, b"hidden.example") + end),
        dhcp(ack + option(52, b"\2") + end, server=router + end),
        dhcp(ack + option(52, b"\3") + end, file=router + end, server=servers + end),
        dhcp(ack + option(52, b"\7") + end, file=b"boot.img", server=b"server.example"),
        dhcp(option(52, b"\1") + end, file=ack + end),
        dhcp(ack + option(15, b"long.na") + option(3, bytes([10, 9])) + option(15, b"me.example") +
             option(3, bytes([0, 254])) + end),  # RFC 3396: values in several options
    ]


def service_parameters():
    def parameter(key, value):
        return struct.pack("!HH", key, len(value)) + value
    whole = b"\0\1\0" + parameter(1, b"\2h2") + parameter(3, b"\x20\xfb") + parameter(7, b"/dns-query{?dns}")
    cut = b"\0\1\0" + parameter(1, b"\2h2") + struct.pack("!HH", 4, 200) + bytes([192, 0, 2, 1])
    return [make.udp(53, 40000, make.message(0x8180, [make.question("svc.example", 65)],
                                             [make.record(65, data)])) for data in (whole, cut)]


def tagged(payload, *tags):
    ends, kind = payload[:12], payload[12:14]
    return ends + b"".join(struct.pack("!HH", 0x8100, tag) for tag in tags) + kind + payload[14:]


def padding():
    short = make.udp(40000, 40001, b"hi")
    def checked(frame):
        return frame + struct.pack("<I", zlib.crc32(frame))
    return [tagged(short, *tags).ljust(60, b"\0") for tags in ((), (5,), (5, 6))] + [
        checked(short.ljust(60, b"\0")), checked(tagged(short, 5).ljust(60, b"\0")), short.ljust(60, b"\0") + b"\1\2\3\4"]


def big_tcp():
    """IPv6 with a payload length of 0, as segmentation offload leaves it."""
    def frame(sequence, size):
        head = struct.pack("!HHIIBBHHH", 40000, 5201, sequence, 1, 0x50, 0x18, 8192, 0, 0)
        address = socket.inet_pton(socket.AF_INET6, "fd00::1")
        return (bytes.fromhex("02420a09000202420a09000186dd") + struct.pack("!IHBB", 0x60000000, 0, 6, 64) + address +
                address[:15] + b"\2" + head + b"b" * size)
    return [frame(1, 3000), frame(3001, 2000)]


if __name__ == "__main__":
    make.write("option-tcp.pcap", tcp_options())
    make.write("option-ip.pcap", ip_options())
    make.write("option-icmp.pcap", icmp_extensions())
    make.write("option-dhcp.pcap", dhcp_options())
    make.write("option-dns.pcap", service_parameters())
    make.write("option-ethernet.pcap", padding())
    make.write("option-big-tcp.pcap", big_tcp())
