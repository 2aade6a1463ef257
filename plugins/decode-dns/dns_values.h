#pragma once

#include <decode/field.h>

#include <array>

namespace tapscope::dns {

// Numbers of the IANA registries "Domain Name System (DNS) Parameters", "DNSSEC Algorithm Numbers" and "SVCB".
inline constexpr std::array dnsOpcodes = {
    ValueName{0, "Standard query"},        ValueName{1, "Inverse query"},
    ValueName{2, "Server status request"}, ValueName{4, "Zone change notification"},
    ValueName{5, "Dynamic update"},        ValueName{6, "DNS Stateful operations (DSO)"}};
inline constexpr std::array dnsReplyCodes = {ValueName{0, "No error"},
                                             ValueName{1, "Format error"},
                                             ValueName{2, "Server failure"},
                                             ValueName{3, "No such name"},
                                             ValueName{4, "Not implemented"},
                                             ValueName{5, "Refused"},
                                             ValueName{6, "Name exists"},
                                             ValueName{7, "RRset exists"},
                                             ValueName{8, "RRset does not exist"},
                                             ValueName{9, "Not authoritative"},
                                             ValueName{10, "Name out of zone"},
                                             ValueName{11, "DSO-Type not implemented"},
                                             ValueName{16, "Bad OPT Version or TSIG Signature Failure"},
                                             ValueName{17, "Key not recognized"},
                                             ValueName{18, "Signature out of time window"},
                                             ValueName{19, "Bad TKEY Mode"},
                                             ValueName{20, "Duplicate key name"},
                                             ValueName{21, "Algorithm not supported"},
                                             ValueName{22, "Bad Truncation"},
                                             ValueName{23, "Bad/missing Server Cookie"}};
inline constexpr std::array dnsTypes = {
    ValueName{0, "Unused"},  ValueName{1, "A"},         ValueName{2, "NS"},          ValueName{3, "MD"},
    ValueName{4, "MF"},      ValueName{5, "CNAME"},     ValueName{6, "SOA"},         ValueName{7, "MB"},
    ValueName{8, "MG"},      ValueName{9, "MR"},        ValueName{10, "NULL"},       ValueName{11, "WKS"},
    ValueName{12, "PTR"},    ValueName{13, "HINFO"},    ValueName{14, "MINFO"},      ValueName{15, "MX"},
    ValueName{16, "TXT"},    ValueName{17, "RP"},       ValueName{18, "AFSDB"},      ValueName{19, "X25"},
    ValueName{20, "ISDN"},   ValueName{21, "RT"},       ValueName{22, "NSAP"},       ValueName{23, "NSAP-PTR"},
    ValueName{24, "SIG"},    ValueName{25, "KEY"},      ValueName{26, "PX"},         ValueName{27, "GPOS"},
    ValueName{28, "AAAA"},   ValueName{29, "LOC"},      ValueName{30, "NXT"},        ValueName{31, "EID"},
    ValueName{32, "NIMLOC"}, ValueName{33, "SRV"},      ValueName{34, "ATMA"},       ValueName{35, "NAPTR"},
    ValueName{36, "KX"},     ValueName{37, "CERT"},     ValueName{38, "A6"},         ValueName{39, "DNAME"},
    ValueName{40, "SINK"},   ValueName{41, "OPT"},      ValueName{42, "APL"},        ValueName{43, "DS"},
    ValueName{44, "SSHFP"},  ValueName{45, "IPSECKEY"}, ValueName{46, "RRSIG"},      ValueName{47, "NSEC"},
    ValueName{48, "DNSKEY"}, ValueName{49, "DHCID"},    ValueName{50, "NSEC3"},      ValueName{51, "NSEC3PARAM"},
    ValueName{52, "TLSA"},   ValueName{55, "HIP"},      ValueName{57, "RKEY"},       ValueName{58, "TALINK"},
    ValueName{59, "CDS"},    ValueName{60, "CDNSKEY"},  ValueName{61, "OPENPGPKEY"}, ValueName{62, "CSYNC"},
    ValueName{63, "ZONEMD"}, ValueName{64, "SVCB"},     ValueName{65, "HTTPS"},      ValueName{99, "SPF"},
    ValueName{100, "UINFO"}, ValueName{101, "UID"},     ValueName{102, "GID"},       ValueName{103, "UNSPEC"},
    ValueName{104, "NID"},   ValueName{105, "L32"},     ValueName{106, "L64"},       ValueName{107, "LP"},
    ValueName{108, "EUI48"}, ValueName{109, "EUI64"},   ValueName{249, "TKEY"},      ValueName{250, "TSIG"},
    ValueName{251, "IXFR"},  ValueName{252, "AXFR"},    ValueName{253, "MAILB"},     ValueName{254, "MAILA"},
    ValueName{255, "ANY"},   ValueName{256, "URI"},     ValueName{257, "CAA"},       ValueName{32768, "TA"},
    ValueName{32769, "DLV"}, ValueName{65281, "WINS"},  ValueName{65282, "WINS-R"},  ValueName{65422, "XPF"}};
inline constexpr std::array dnsClasses = {ValueName{1, "IN"}, ValueName{2, "CS"},     ValueName{3, "CH"},
                                          ValueName{4, "HS"}, ValueName{254, "NONE"}, ValueName{255, "ANY"}};
inline constexpr std::array dnsAlgorithms = {ValueName{1, "RSA/MD5"},
                                             ValueName{2, "Diffie-Hellman"},
                                             ValueName{3, "DSA"},
                                             ValueName{4, "Elliptic curve crypto"},
                                             ValueName{5, "RSA/SHA1"},
                                             ValueName{6, "DSA + NSEC3/SHA1"},
                                             ValueName{7, "RSA/SHA1 + NSEC3/SHA1"},
                                             ValueName{8, "RSA/SHA-256"},
                                             ValueName{10, "RSA/SHA-512"},
                                             ValueName{12, "GOST R 34.10-2001"},
                                             ValueName{13, "ECDSA Curve P-256 with SHA-256"},
                                             ValueName{14, "ECDSA Curve P-386 with SHA-386"},
                                             ValueName{15, "Ed25519"},
                                             ValueName{16, "Ed448"},
                                             ValueName{157, "HMAC/MD5"},
                                             ValueName{252, "Indirect key"},
                                             ValueName{253, "Private, domain name"},
                                             ValueName{254, "Private, OID"}};
inline constexpr std::array dnsDigests = {ValueName{0, "Reserved digest"}, ValueName{1, "SHA-1"},
                                          ValueName{2, "SHA-256"}, ValueName{3, "GOST R 34.11-94"},
                                          ValueName{4, "SHA-384"}};
inline constexpr std::array dnsOptions = {ValueName{0, "Reserved"},
                                          ValueName{1, "LLQ - Long-lived query"},
                                          ValueName{2, "UL - Update lease"},
                                          ValueName{3, "NSID - Name Server Identifier"},
                                          ValueName{4, "Owner (reserved)"},
                                          ValueName{5, "DAU - DNSSEC Algorithm Understood (RFC6975)"},
                                          ValueName{6, "DHU - DS Hash Understood (RFC6975)"},
                                          ValueName{7, "N3U - NSEC3 Hash Understood (RFC6975)"},
                                          ValueName{8, "CSUBNET - Client subnet"},
                                          ValueName{9, "EDNS EXPIRE (RFC7314)"},
                                          ValueName{10, "COOKIE"},
                                          ValueName{11, "EDNS TCP Keepalive"},
                                          ValueName{12, "PADDING"},
                                          ValueName{13, "CHAIN"},
                                          ValueName{15, "Extended DNS Error"},
                                          ValueName{20730, "Experimental - CSUBNET - Client subnet"}};
inline constexpr std::array dnsServiceKeys = {
    ValueName{0, "mandatory"}, ValueName{1, "alpn"},           ValueName{2, "no-default-alpn"},
    ValueName{3, "port"},      ValueName{4, "ipv4hint"},       ValueName{5, "echconfig"},
    ValueName{6, "ipv6hint"},  ValueName{32769, "odohconfig"}, ValueName{65535, "key65535"}};

} // namespace tapscope::dns
