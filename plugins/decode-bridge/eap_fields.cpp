#include "eap_fields.h"

namespace tapscope::eap {
namespace {

constexpr std::array simSubtypes = {
    ValueName{10, "Start"},        ValueName{11, "Challenge"},
    ValueName{12, "Notification"}, ValueName{13, "Re-authentication"},
    ValueName{14, "Client-Error"},
};
constexpr std::array akaSubtypes = {
    ValueName{1, "AKA-Challenge"},
    ValueName{2, "AKA-Authentication-Reject"},
    ValueName{4, "AKA-Synchronization-Failure"},
    ValueName{5, "AKA-Identity"},
    ValueName{12, "Notification"},
    ValueName{13, "Re-authentication"},
    ValueName{14, "Client-Error"},
};
constexpr std::array notifications = {
    ValueName{0, "General Failure after Authentication"},
    ValueName{1026, "User has been temporarily denied access"},
    ValueName{1031, "User has not subscribed to the requested service"},
    ValueName{8192, "Failure to Terminate the Authentication Exchange"},
    ValueName{16384, "General Failure"},
    ValueName{32768, "Success"},
};
constexpr std::array errors = {
    ValueName{0, "Unable to process packet"},
    ValueName{1, "Unsupported version"},
    ValueName{2, "Insufficient number of challenges"},
    ValueName{3, "RANDs are not fresh"},
};
constexpr std::array opcodes = {
    ValueName{1, "Challenge"}, ValueName{2, "Response"},        ValueName{3, "Success"},
    ValueName{4, "Failure"},   ValueName{7, "Change-Password"},
};
constexpr std::array vendors = {ValueName{0x372a, "WFA"}};
constexpr std::array vendorTypes = {ValueName{1, "SimpleConfig"}};

} // namespace

const std::array<FieldInfo, fieldCount> eapFields = {{
    {.name = "eap.code", .title = "Code", .values = codes},
    {.name = "eap.id", .title = "Id"},
    {.name = "eap.len", .title = "Length"},
    {.name = "eap.type", .title = "Type", .values = methods},
    {.name = "eap.desired_type", .title = "Desired Auth Type", .values = methods},
    {.name = "eap.identity", .title = "Identity", .type = FieldType::Text},
    {.name = "eap.identity.padding", .title = "Padding", .type = FieldType::ByteString},
    {.name = "eap.identity.actual_len", .title = "Identity Actual Length"},
    {.name = "eap.notification", .title = "Notification", .type = FieldType::Text},
    {.name = "eap.md5.value_size", .title = "EAP-MD5 Value-Size"},
    {.name = "eap.md5.value", .title = "EAP-MD5 Value", .type = FieldType::ByteString},
    {.name = "eap.md5.extra_data", .title = "EAP-MD5 Extra Data", .type = FieldType::ByteString},
    {.name = "eap.tls.flags", .title = "EAP-TLS Flags", .base = Base::Hex},
    {.name = "eap.tls.flags.len_included", .title = "Length Included", .type = FieldType::Boolean, .mask = 0x80},
    {.name = "eap.tls.flags.more_fragments", .title = "More Fragments", .type = FieldType::Boolean, .mask = 0x40},
    {.name = "eap.tls.flags.start", .title = "Start", .type = FieldType::Boolean, .mask = 0x20},
    {.name = "eap.tls.flags.outer_tlv_len_included",
     .title = "Outer TLV Length Included",
     .type = FieldType::Boolean,
     .mask = 0x10},
    {.name = "eap.tls.flags.version", .title = "Version", .mask = 0x07},
    {.name = "eap.tls.len", .title = "EAP-TLS Length"},
    {.name = "eap.tls.len", .title = "TEAP Outer TLVs Length"},
    {.name = "eap.fast.type", .title = "EAP-FAST Type"},
    {.name = "eap.fast.length", .title = "EAP-FAST Length"},
    {.name = "eap.fast.authority_id_data", .title = "Authority ID Data", .type = FieldType::ByteString},
    {.name = "eap.sim.subtype", .title = "EAP-SIM Subtype", .values = simSubtypes},
    {.name = "eap.sim.reserved", .title = "EAP-SIM Reserved", .base = Base::Hex},
    {.name = "eap.sim.subtype.attribute", .title = "EAP-SIM Attribute", .type = FieldType::Label},
    {.name = "eap.sim.subtype.type", .title = "EAP-SIM Type", .values = attributes},
    {.name = "eap.sim.subtype.len", .title = "EAP-SIM Length"},
    {.name = "eap.sim.notification_type", .title = "EAP-SIM Notification Type", .values = notifications},
    {.name = "eap.sim.error_code", .title = "EAP-SIM Error Code", .values = errors},
    {.name = "eap.sim.subtype.value", .title = "EAP-SIM Value", .type = FieldType::ByteString},
    {.name = "eap.aka.subtype", .title = "EAP-AKA Subtype", .values = akaSubtypes},
    {.name = "eap.aka.reserved", .title = "EAP-AKA Reserved", .base = Base::Hex},
    {.name = "eap.aka.subtype.attribute", .title = "EAP-AKA Attribute", .type = FieldType::Label},
    {.name = "eap.aka.subtype.type", .title = "EAP-AKA Type", .values = attributes},
    {.name = "eap.aka.subtype.len", .title = "EAP-AKA Length"},
    {.name = "eap.aka.notification_type", .title = "EAP-AKA Notification Type", .values = notifications},
    {.name = "eap.aka.error_code", .title = "EAP-AKA Error Code", .values = errors},
    {.name = "eap.aka.subtype.value", .title = "EAP-AKA Value", .type = FieldType::ByteString},
    {.name = "eap.leap.version", .title = "EAP-LEAP Version"},
    {.name = "eap.leap.reserved", .title = "EAP-LEAP Reserved", .base = Base::Hex},
    {.name = "eap.leap.count", .title = "EAP-LEAP Count"},
    {.name = "eap.leap.data", .title = "EAP-LEAP Data", .type = FieldType::ByteString},
    {.name = "eap.leap.name", .title = "EAP-LEAP Name", .type = FieldType::Text},
    {.name = "eap.ms_chap_v2.opcode", .title = "EAP-MS-CHAP-v2 OpCode", .values = opcodes},
    {.name = "eap.ms_chap_v2.id", .title = "EAP-MS-CHAP-v2 Id"},
    {.name = "eap.ms_chap_v2.length", .title = "EAP-MS-CHAP-v2 Length"},
    {.name = "eap.ms_chap_v2.value_size", .title = "EAP-MS-CHAP-v2 Value-Size"},
    {.name = "eap.ms_chap_v2.challenge", .title = "EAP-MS-CHAP-v2 Challenge", .type = FieldType::ByteString},
    {.name = "eap.ms_chap_v2.name", .title = "EAP-MS-CHAP-v2 Name", .type = FieldType::Text},
    {.name = "eap.ms_chap_v2.peer_challenge", .title = "EAP-MS-CHAP-v2 Peer-Challenge", .type = FieldType::ByteString},
    {.name = "eap.ms_chap_v2.reserved", .title = "EAP-MS-CHAP-v2 Reserved", .type = FieldType::ByteString},
    {.name = "eap.ms_chap_v2.nt_response", .title = "EAP-MS-CHAP-v2 NT-Response", .type = FieldType::ByteString},
    {.name = "eap.ms_chap_v2.flags", .title = "EAP-MS-CHAP-v2 Flags", .base = Base::Hex},
    {.name = "eap.ms_chap_v2.response",
     .title = "EAP-MS-CHAP-v2 Response (Unknown Length)",
     .type = FieldType::ByteString},
    {.name = "eap.ms_chap_v2.message", .title = "EAP-MS-CHAP-v2 Message", .type = FieldType::Text},
    {.name = "eap.ms_chap_v2.failure_request", .title = "EAP-MS-CHAP-v2 Failure-Request", .type = FieldType::Text},
    {.name = "eap.ms_chap_v2.data", .title = "EAP-MS-CHAP-v2 Data", .type = FieldType::ByteString},
    {.name = "eap.ext.vendor_id", .title = "EAP-EXT Vendor Id", .base = Base::Hex, .hexDigits = 4, .values = vendors},
    {.name = "eap.ext.vendor_type",
     .title = "EAP-EXT Vendor Type",
     .base = Base::Hex,
     .hexDigits = 2,
     .values = vendorTypes},
    {.name = "eap.data", .title = "EAP Data", .type = FieldType::ByteString},
}};

} // namespace tapscope::eap
