#include "bridge_decoders.h"
#include "eapol_key.h"

#include <decode/dissection.h>

#include <array>

namespace tapscope::eapol {
namespace {

enum Type : std::uint8_t { Packet = 0, Key = 3 };
constexpr std::array types = {ValueName{Packet, "EAP Packet"},
                              ValueName{1, "Start"},
                              ValueName{2, "Logoff"},
                              ValueName{Key, "Key"},
                              ValueName{4, "Encapsulated ASF Alert"},
                              ValueName{5, "MKA"},
                              ValueName{6, "Announcement (Generic)"},
                              ValueName{7, "Announcement (Specific)"},
                              ValueName{8, "Announcement Request"}};
constexpr std::array versions = {ValueName{1, "802.1X-2001"}, ValueName{2, "802.1X-2004"}, ValueName{3, "802.1X-2010"}};
constexpr std::array descriptors = {ValueName{1, "RC4 Descriptor"}, ValueName{2, "EAPOL RSN Key"},
                                    ValueName{254, "EAPOL WPA Key"}};
constexpr std::array keyUses = {ValueName{0, "Broadcast"}, ValueName{1, "Unicast"}};
constexpr std::array keyTypes = {ValueName{0, "Group Key"}, ValueName{1, "Pairwise Key"}};
constexpr std::array ciphers = {ValueName{1, "RC4 Cipher, HMAC-MD5 MIC"}, ValueName{2, "AES Cipher, HMAC-SHA1 MIC"},
                                ValueName{3, "AES Cipher, AES-128-CMAC MIC"}};

constexpr FieldInfo bit(std::string_view name, std::string_view title, std::uint64_t mask) {
    return {.name = name, .title = title, .type = FieldType::Boolean, .mask = mask};
}
constexpr std::array fields = {
    FieldInfo{.name = "eapol.version", .title = "Version", .values = versions},
    FieldInfo{.name = "eapol.type", .title = "Type", .values = types},
    FieldInfo{.name = "eapol.len", .title = "Length"},
    FieldInfo{.name = "eapol.keydes.type", .title = "Key Descriptor Type", .values = descriptors},
    FieldInfo{.name = "eapol.keydes.body", .title = "Key Descriptor Body", .type = FieldType::ByteString},
    FieldInfo{.name = "eapol.keydes.key_len", .title = "Key Length"},
    FieldInfo{.name = "eapol.keydes.replay_counter", .title = "Replay Counter"},
    FieldInfo{.name = "eapol.keydes.key_iv", .title = "Key IV", .type = FieldType::ByteString},
    FieldInfo{.name = "eapol.keydes.key_index", .title = "Key Index", .base = Base::Hex},
    FieldInfo{.name = "eapol.keydes.key_index.type",
              .title = "Type",
              .type = FieldType::Boolean,
              .values = keyUses,
              .mask = 0x80},
    FieldInfo{.name = "eapol.keydes.key_index.number", .title = "Number", .mask = 0x7f},
    FieldInfo{.name = "eapol.keydes.key_signature", .title = "Key Signature", .type = FieldType::ByteString},
    FieldInfo{.name = "eapol.keydes.key", .title = "Key", .type = FieldType::ByteString},
    FieldInfo{
        .name = "eapol.keydes.key.generated_locally", .title = "Key Generated Locally", .type = FieldType::Boolean},
    FieldInfo{.name = "wlan_rsna_eapol.keydes.msgnr", .title = "Message number"},
    FieldInfo{.name = "wlan_rsna_eapol.keydes.key_info", .title = "Key Information", .base = Base::Hex},
    FieldInfo{.name = "wlan_rsna_eapol.keydes.key_info.keydes_version",
              .title = "Key Descriptor Version",
              .values = ciphers,
              .mask = 0x0007},
    FieldInfo{.name = "wlan_rsna_eapol.keydes.key_info.key_type",
              .title = "Key Type",
              .type = FieldType::Boolean,
              .values = keyTypes,
              .mask = 0x0008},
    FieldInfo{.name = "wlan_rsna_eapol.keydes.key_info.key_index", .title = "Key Index", .mask = 0x0030},
    bit("wlan_rsna_eapol.keydes.key_info.install", "Install", 0x0040),
    bit("wlan_rsna_eapol.keydes.key_info.key_ack", "Key ACK", 0x0080),
    bit("wlan_rsna_eapol.keydes.key_info.key_mic", "Key MIC", 0x0100),
    bit("wlan_rsna_eapol.keydes.key_info.secure", "Secure", 0x0200),
    bit("wlan_rsna_eapol.keydes.key_info.error", "Error", 0x0400),
    bit("wlan_rsna_eapol.keydes.key_info.request", "Request", 0x0800),
    bit("wlan_rsna_eapol.keydes.key_info.encrypted_key_data", "Encrypted Key Data", 0x1000),
    bit("wlan_rsna_eapol.keydes.key_info.smk_message", "SMK Message", 0x2000),
    FieldInfo{.name = "wlan_rsna_eapol.keydes.nonce", .title = "WPA Key Nonce", .type = FieldType::ByteString},
    FieldInfo{.name = "wlan_rsna_eapol.keydes.rsc", .title = "WPA Key RSC", .type = FieldType::ByteString},
    FieldInfo{.name = "wlan_rsna_eapol.keydes.id", .title = "WPA Key ID", .type = FieldType::ByteString},
    FieldInfo{.name = "wlan_rsna_eapol.keydes.mic", .title = "WPA Key MIC", .type = FieldType::ByteString},
    FieldInfo{.name = "wlan_rsna_eapol.keydes.data_len", .title = "WPA Key Data Length"},
    FieldInfo{.name = "wlan_rsna_eapol.keydes.data", .title = "WPA Key Data", .type = FieldType::ByteString},
    FieldInfo{
        .name = "wlan_rsna_eapol.extraneous", .title = "WPA EAPOL Extraneous Data", .type = FieldType::ByteString},
};
enum Table : std::uint8_t { Eap };
constexpr std::array<std::string_view, 1> tables = {"eap"};
constexpr std::array hooks = {Hook{"ethertype", 0x888e}, Hook{"ethertype", 0x88c7}};
const ProtocolInfo info = {.abbreviation = "eapol",
                           .title = "802.1X Authentication",
                           .column = "EAPOL",
                           .fields = fields,
                           .hooks = hooks,
                           .tables = tables};

} // namespace

const ProtocolInfo& EapolDecoder::protocol() const noexcept {
    return info;
}

void EapolDecoder::decode(ByteReader& bytes, Dissection& d) const {
    d.u8(bytes, Version);
    const std::uint8_t type = d.u8(bytes, TypeField);
    const std::uint16_t length = d.u16(bytes, Length);
    if (bytes.overrun())
        return;
    if (const std::string_view name = nameOf(types, type); !name.empty())
        d.info("{}", name);
    else
        d.info("Unknown Type (0x{:02X})", type);
    const bool isWhole = bytes.has(length);
    ByteReader body = bytes.part(length);
    d.layerLength(bytes.position());
    if (type == Key)
        decodeKey(body, d);
    else if (type != Packet)
        d.nextAsData(body);
    else if (length == 0)
        d.malformed("it does not hold an EAP packet");
    else
        d.next(Eap, 0, body);
    if (body.overrun() || !isWhole)
        bytes.setOverrun();
}

} // namespace tapscope::eapol
