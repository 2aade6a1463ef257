#!/usr/bin/env python3
"""Writes damage.pcap: pairs of frames for damage_test: the first of each is whole, the second is damaged in one place.

The names of the pairs are in damage.txt, a line a pair. Running this again gives the same files.
"""
import itertools
import socket
import struct

import make_app_captures
from make_app_captures import HERE, packet, udp, write

PORTS = itertools.count(40000)


def tcp(port, payload):
    """In a separate conversation, because the second of a pair would otherwise be a retransmission."""
    return make_app_captures.tcp(next(PORTS), port, payload)


def ethernet(ethertype, payload, destination="02420a090002"):
    return bytes.fromhex(destination + "02420a090001") + struct.pack("!H", ethertype) + payload


def with_udp_length(length):
    return packet(17, struct.pack("!HHHH", 40000, 40001, length, 0) + b"tap!", "10.9.0.1", "10.9.0.2")


def with_header_length(words):
    frame = packet(17, struct.pack("!HHHH", 40000, 40001, 8, 0), "10.9.0.1", "10.9.0.2")
    return frame[:14] + bytes([0x40 | words]) + frame[15:16] + struct.pack("!H", max(28, 4 * words)) + frame[18:]


# ---- RADIUS (RFC 2865) -----------------------------------------------------------------------------------------
def attribute(kind, value, length=None):
    return bytes([kind, 2 + len(value) if length is None else length]) + value


def radius(*attributes):
    body = b"".join(attributes)
    return udp(40000, 1812, struct.pack("!BBH", 1, 7, 20 + len(body)) + bytes(range(16)) + body)


def vendor(number, value):
    return attribute(26, struct.pack("!I", number) + value)


def eap(length, *attributes):
    body = bytes([23, 5, 0, 0]) + b"".join(attributes)
    return attribute(79, struct.pack("!BBH", 2, 1, 4 + len(body) if length is None else length) + body)


USER = attribute(1, b"reader")


# ---- STUN (RFC 8489) -------------------------------------------------------------------------------------------
def stun(attributes):
    return udp(40000, 3478, struct.pack("!HHI", 1, len(attributes), 0x2112A442) + bytes(range(12)) + attributes)


def stun_attribute(kind, value, length=None):
    return struct.pack("!HH", kind, len(value) if length is None else length) + value


# ---- TLS (RFC 8446) --------------------------------------------------------------------------------------------
def encrypted_name(length):
    value = b"\x13\x01\0\x1d" + b"\0\2ab" + b"\0\2cd" + struct.pack("!H", length) + b"name"
    return client_hello(others=struct.pack("!HH", 0xFFCE, len(value)) + value)


def client_hello(suites=4, extensions=None, name=None, others=b""):
    server = b"tap.example"
    entry = b"\0" + struct.pack("!H", len(server) if name is None else name) + server
    names = struct.pack("!HHH", 0, 2 + len(entry), len(entry)) + entry + others
    body = b"\x03\x03" + bytes(range(32)) + b"\0" + struct.pack("!H", suites) + b"\x13\x01\x13\x02" + b"\1\0"
    body += struct.pack("!H", len(names) if extensions is None else extensions) + names
    hello = b"\1" + struct.pack("!I", len(body))[1:] + body
    return tcp(443, b"\x16\x03\x01" + struct.pack("!H", len(hello)) + hello)


# ---- BGP (RFC 4271) --------------------------------------------------------------------------------------------
def bgp(kind, body, length=None):
    return b"\xff" * 16 + struct.pack("!HB", 19 + len(body) if length is None else length, kind) + body


def bgp_update(attributes=b"\x40\x01\x01\x00", length=None, routes=b"\x18\x0a\x09\x00"):
    return bgp(2, struct.pack("!HH", 0, len(attributes) if length is None else length) + attributes + routes)


def bgp_open(capability):
    return bgp(1, struct.pack("!BHH4sB", 4, 64512, 180, b"\x0a\x09\0\1", 2 + len(capability)) +
               bytes([2, len(capability)]) + capability)


# ---- OSPF, PIM, LLDP, spanning tree, EAPOL ---------------------------------------------------------------------
def ospf_update(length, count=1, kind=1, body=bytes(4)):
    advertisement = struct.pack("!HBBIIIHH", 1, 2, kind, 0x01000001, 1, 0x80000001, 0, length) + body
    message = struct.pack("!I", count) + advertisement
    head = struct.pack("!BBH4s4sHHQ", 2, 4, 24 + len(message), b"\x0a\x09\0\1", bytes(4), 0, 0, 0)
    return packet(89, head + message, "10.9.0.1", "224.0.0.5")


def pim_hello(hold_time):
    return packet(103, struct.pack("!BBH", 0x20, 0, 0) + struct.pack("!HH", 1, len(hold_time)) + hold_time, "10.9.0.1",
                  "224.0.0.13")


def lldp(*elements):
    body = b"".join(struct.pack("!H", kind << 9 | len(value)) + value for kind, value in elements)
    return ethernet(0x88CC, body + b"\0\0", "0180c200000e")


CHASSIS, PORT, LIFETIME = (1, b"\x04\x02\x42\x0a\x09\x00\x01"), (2, b"\x05eth0"), (3, b"\0\x78")


def trees(length, instance=bytes(16)):
    bpdu = struct.pack("!HBBB", 0, 3, 2, 0x7C) + bytes(8) + bytes(4) + bytes(8) + bytes(2) + bytes(8) + b"\0"
    bpdu += struct.pack("!H", length) + bytes(64) + instance
    frame = bytes.fromhex("0180c200000002420a090001") + struct.pack("!H", 3 + len(bpdu)) + b"\x42\x42\x03" + bpdu
    return frame


def eapol(body, kind=0):
    return ethernet(0x888E, struct.pack("!BBH", 1, kind, len(body)) + body)


def eap_request(body):
    return eapol(struct.pack("!BBH", 1, 1, 4 + len(body)) + body)


def key(length, data, mic=16):
    return eapol(bytes.fromhex("02008a0010") + bytes(72) + b"\xc0" * mic + struct.pack("!H", length) + data, 3)


# ---- IPv6 and DHCPv6 -------------------------------------------------------------------------------------------
def ipv6(next_header, payload, version=6):
    ends = socket.inet_pton(socket.AF_INET6, "2001:db8::1") + socket.inet_pton(socket.AF_INET6, "2001:db8::2")
    return ethernet(0x86DD, struct.pack("!IHBB", version << 28, len(payload), next_header, 64) + ends + payload)


def hop_by_hop(options):
    return ipv6(0, bytes([59, 0]) + options)


def dhcpv6(options):
    return udp(546, 547, b"\x01\0\0\1" + options)


# ---- RTCP and SIP ----------------------------------------------------------------------------------------------
def sip(end, header="Max-Forwards: 70"):
    lines = ["OPTIONS sip:a@example.com SIP/2.0", "Via: SIP/2.0/UDP 10.9.0.1", header, "CSeq: 1 OPTIONS"]
    return udp(40000, 5060, ("\r\n".join(lines) + "\r\n" + end).encode())


PAIRS = {
    "ip: header longer than the packet": (with_header_length(5), with_header_length(15)),
    "udp: shorter than its header": (with_udp_length(12), with_udp_length(7)),
    "udp: longer than its packet": (with_udp_length(12), with_udp_length(13)),
    "radius: attribute too long": (radius(USER), radius(attribute(1, b"reader", 9))),
    "radius: attribute too short": (radius(USER), radius(attribute(1, b"reader", 1))),
    "radius: one byte left": (radius(USER), radius(USER, b"\1")),
    "radius: number of two bytes": (radius(attribute(5, b"\0\0\0\1")), radius(attribute(5, b"\0\1"))),
    "radius: vendor's attribute": (radius(vendor(9, attribute(1, b"tap"))), radius(vendor(9, attribute(1, b"tap", 6)))),
    "radius: vendor with other lengths": (radius(vendor(8164, struct.pack("!HH", 1, 7) + b"tap")),
                                          radius(vendor(8164, struct.pack("!HH", 1, 8) + b"tap"))),
    "radius: EAP message": (radius(eap(None, b"\x0b\1\0\0")), radius(eap(200, b"\x0b\1\0\0"))),
    "radius: EAP attribute": (radius(eap(None, b"\x0b\1\0\0")), radius(eap(None, b"\x0b\2\0\0"))),
    "stun: no multiple of four": (stun(stun_attribute(6, b"tap!")), stun(stun_attribute(6, b"tap"))),
    "stun: attribute too long": (stun(stun_attribute(6, b"tap!")), stun(stun_attribute(6, b"tap!", 8))),
    "stun: attribute too short": (stun(stun_attribute(1, b"\0\1\0\1\x0a\x09\0\1")), stun(stun_attribute(1, b"\0\1\0\1"))),
    "tls: suites": (client_hello(), client_hello(suites=200)),
    "tls: extensions": (client_hello(), client_hello(extensions=200)),
    "tls: server name": (client_hello(), client_hello(name=12)),
    "tls: encrypted server name": (encrypted_name(4), encrypted_name(5)),
    "bgp: attributes too long": (tcp(179, bgp_update()), tcp(179, bgp_update(length=200))),
    "bgp: next hop": (tcp(179, bgp_update(b"\x40\x03\x04\x0a\x09\0\1")), tcp(179, bgp_update(b"\x40\x03\0"))),
    "bgp: path": (tcp(179, bgp_update(b"\x40\x02\x04\2\1\0\1")), tcp(179, bgp_update(b"\x40\x02\x04\2\3\0\1"))),
    "bgp: route": (tcp(179, bgp_update()), tcp(179, bgp_update(routes=b"\x21\x0a\x09\0\0\0"))),
    "bgp: update without lengths": (tcp(179, bgp_update(b"", routes=b"")), tcp(179, bgp(2, b""))),
    "bgp: capability": (tcp(179, bgp_open(b"\1\4\0\1\0\1")), tcp(179, bgp_open(b"\1\5\0\1\0\1"))),
    "bgp: marker": (tcp(179, bgp(4, b"") * 2), tcp(179, bgp(4, b"") + bytes(19))),
    "ospf: advertisement too short": (ospf_update(24), ospf_update(0)),
    "ospf: fewer than it counts": (ospf_update(24), ospf_update(24, count=2)),
    "ospf: links": (ospf_update(24), ospf_update(24, body=b"\0\0\0\1")),
    "ospf: traffic engineering": (ospf_update(32, 1, 10, struct.pack("!HHHHI", 2, 8, 5, 4, 1)),
                                  ospf_update(32, 1, 10, struct.pack("!HHHHI", 2, 8, 5, 3, 1))),
    "pim: hold time": (pim_hello(b"\0\x69"), pim_hello(b"\0\0\0\x69")),
    "lldp: first element": (lldp(CHASSIS, PORT, LIFETIME), lldp(PORT, CHASSIS, LIFETIME)),
    "lldp: time to live": (lldp(CHASSIS, PORT, LIFETIME), lldp(CHASSIS, PORT, (3, b"\0"))),
    "stp: trees": (trees(80), trees(79)),
    "stp: common part": (trees(64, b""), trees(15)),
    "eapol: EAP": (eapol(b"\1\1\0\5\1"), eapol(b"\1\1\0\6\1")),
    "eap: length shorter than the header": (eapol(b"\1\1\0\5\1"), eapol(b"\1\1\0\3\1")),
    "eap: no method": (eap_request(b"\1"), eap_request(b"")),
    "eap: value": (eap_request(b"\4\2ab"), eap_request(b"\4\3ab")),
    "eap: attribute without a length": (eap_request(b"\x12\x0a\0\0\x0a\1\0\0"), eap_request(b"\x12\x0a\0\0\x0a\0\0\0")),
    "eap: identity": (eap_request(b"\x12\x0a\0\0\x0e\2\0\4user"), eap_request(b"\x12\x0a\0\0\x0e\2\0\5user")),
    "eap: vendor": (eap_request(b"\xfe\0\1\x37\0\0\0\1"), eap_request(b"\xfe\0\1\x37\0\0\0")),
    "eapol: nothing": (eapol(b"\1\1\0\5\1"), eapol(b"")),
    "eapol: key data": (key(4, b"data"), key(5, b"data")),
    "eapol: key data behind 24 octets": (key(4, b"data", 24), key(5, b"data", 24)),
    "ipv6: version": (ipv6(59, b""), ipv6(59, b"", version=3)),
    "ipv6: option too long": (hop_by_hop(b"\1\4\0\0\0\0"), hop_by_hop(b"\1\5\0\0\0\0")),
    "ipv6: path MTU": (hop_by_hop(b"\x30\4\5\xdc\0\0"), hop_by_hop(b"\x30\3\5\xdc\0\0")),
    "dhcpv6: user class": (dhcpv6(b"\0\x0f\0\5\0\3tap"), dhcpv6(b"\0\x0f\0\5\0\4tap")),
    "dhcpv6: elapsed time": (dhcpv6(b"\0\x08\0\2\0\0"), dhcpv6(b"\0\x08\0\3\0\0\0")),
    "dhcpv6: option too long": (dhcpv6(b"\0\x08\0\2\0\0"), dhcpv6(b"\0\x63\0\3\0\0")),
    "sip: no empty line": (sip("\r\n"), sip("")),
    "sip: no colon": (sip("\r\n"), sip("\r\n", "Max-Forwards 70")),
}

if __name__ == "__main__":
    write("damage.pcap", [frame for pair in PAIRS.values() for frame in pair])
    (HERE / "damage.txt").write_text("".join(f"{name}\n" for name in PAIRS))
