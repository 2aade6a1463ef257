#include "afs_decoders.h"

#include <decode/message_fields.h>

#include <algorithm>
#include <array>

namespace tapscope::afs {
namespace {

constexpr std::array fileOperations = {ValueName{130, "fetch-data"},
                                       ValueName{131, "fetch-acl"},
                                       ValueName{132, "fetch-status"},
                                       ValueName{133, "store-data"},
                                       ValueName{134, "store-acl"},
                                       ValueName{135, "store-status"},
                                       ValueName{136, "remove-file"},
                                       ValueName{137, "create-file"},
                                       ValueName{138, "rename"},
                                       ValueName{139, "symlink"},
                                       ValueName{140, "link"},
                                       ValueName{141, "make-dir"},
                                       ValueName{142, "rmdir"},
                                       ValueName{145, "extend-lock"},
                                       ValueName{147, "give-callbacks"},
                                       ValueName{148, "get-vol-status"},
                                       ValueName{150, "get-root-vol"},
                                       ValueName{153, "get-time"},
                                       ValueName{155, "bulk-status"},
                                       ValueName{156, "set-lock"},
                                       ValueName{157, "extend-lock"},
                                       ValueName{158, "release-lock"},
                                       ValueName{161, "lookup"},
                                       ValueName{65536, "inline-bulk-status"},
                                       ValueName{65537, "fetch-data-64"},
                                       ValueName{65538, "store-data-64"},
                                       ValueName{65539, "give-up-all-callbacks"},
                                       ValueName{65540, "get-capabilities"}};
constexpr std::array callbackOperations = {ValueName{204, "callback"},  ValueName{205, "initcallbackstate"},
                                           ValueName{206, "probe"},     ValueName{207, "getlock"},
                                           ValueName{208, "getce"},     ValueName{209, "xstatsversion"},
                                           ValueName{210, "getxstats"}, ValueName{211, "initcallbackstate2"},
                                           ValueName{212, "whoareyou"}, ValueName{213, "initcallbackstate3"},
                                           ValueName{214, "probeuuid"}, ValueName{65538, "tellmeaboutyourself"}};
constexpr std::array protectionOperations = {
    ValueName{500, "new-user"},     ValueName{501, "where-is-it"},       ValueName{502, "dump-entry"},
    ValueName{503, "add-to-group"}, ValueName{504, "name-to-id"},        ValueName{505, "id-to-name"},
    ValueName{506, "delete"},       ValueName{507, "remove-from-group"}, ValueName{508, "get-cps"},
    ValueName{509, "new-entry"},    ValueName{510, "list-max"},          ValueName{512, "list-entry"},
    ValueName{513, "change-entry"}, ValueName{514, "list-elements"},     ValueName{517, "same-mbr-of"}};
constexpr std::array volumeLocationOperations = {ValueName{501, "create-entry"},
                                                 ValueName{502, "delete-entry"},
                                                 ValueName{503, "get-entry-by-id"},
                                                 ValueName{504, "get-entry-by-name"},
                                                 ValueName{505, "get-new-volume-id"},
                                                 ValueName{506, "replace-entry"},
                                                 ValueName{507, "update-entry"},
                                                 ValueName{508, "set-lock"},
                                                 ValueName{509, "release-lock"},
                                                 ValueName{510, "list-entry"},
                                                 ValueName{514, "probe"},
                                                 ValueName{518, "get-entry-by-id-n"},
                                                 ValueName{519, "get-entry-by-name-n"},
                                                 ValueName{526, "get-entry-by-id-u"},
                                                 ValueName{527, "get-entry-by-name-u"},
                                                 ValueName{530, "regaddr"},
                                                 ValueName{531, "get-addrs-u"},
                                                 ValueName{533, "list-attributes-n2"}};
constexpr std::array volumeOperations = {
    ValueName{100, "create-volume"}, ValueName{101, "delete-volume"},  ValueName{102, "restore"},
    ValueName{103, "forward"},       ValueName{104, "end-trans"},      ValueName{105, "clone"},
    ValueName{106, "set-flags"},     ValueName{107, "get-flags"},      ValueName{108, "trans-create"},
    ValueName{109, "dump"},          ValueName{110, "get-nth-volume"}, ValueName{115, "list-volumes"},
    ValueName{121, "list-volume"},   ValueName{122, "set-id-types"}};
constexpr std::array bosOperations = {
    ValueName{80, "create-bnode"},  ValueName{81, "delete-bnode"},       ValueName{82, "set-status"},
    ValueName{83, "get-status"},    ValueName{84, "enumerate-instance"}, ValueName{85, "get-instance-info"},
    ValueName{88, "add-superuser"}, ValueName{90, "list-superusers"},    ValueName{91, "list-keys"}};

enum Field : std::uint16_t {
    FileOpcode,
    CallbackOpcode,
    ProtectionOpcode,
    LocationOpcode,
    VolumeOpcode,
    BosOpcode,
    OtherOpcode,
    Data
};
constexpr std::array fields = {
    FieldInfo{.name = "afs.fs.opcode", .title = "Operation", .values = fileOperations},
    FieldInfo{.name = "afs.cb.opcode", .title = "Operation", .values = callbackOperations},
    FieldInfo{.name = "afs.prot.opcode", .title = "Operation", .values = protectionOperations},
    FieldInfo{.name = "afs.vldb.opcode", .title = "Operation", .values = volumeLocationOperations},
    FieldInfo{.name = "afs.vol.opcode", .title = "Operation", .values = volumeOperations},
    FieldInfo{.name = "afs.bos.opcode", .title = "Operation", .values = bosOperations},
    FieldInfo{.name = "afs.opcode", .title = "Operation"},
    FieldInfo{.name = "afs.data", .title = "Data", .type = FieldType::ByteString},
};
constexpr std::array hooks = {Hook{"rx.afs", 0}};
const ProtocolInfo info = {
    .abbreviation = "afs", .title = "Andrew File System (AFS)", .column = "AFS (RX)", .fields = fields, .hooks = hooks};

struct Service {
    std::uint32_t port;
    std::string_view name;
    Field opcode;
};
constexpr std::array services = {
    Service{7000, "FS", FileOpcode},       Service{7001, "CB", CallbackOpcode}, Service{7002, "PROT", ProtectionOpcode},
    Service{7003, "VLDB", LocationOpcode}, Service{7004, "KAUTH", OtherOpcode}, Service{7005, "VOL", VolumeOpcode},
    Service{7006, "ERR", OtherOpcode},     Service{7007, "BOS", BosOpcode},     Service{7008, "UPD", OtherOpcode},
    Service{7009, "RMTSYS", OtherOpcode},  Service{7021, "BACKUP", OtherOpcode}};

const Service* serviceAt(std::uint32_t port) noexcept {
    const auto found = std::ranges::find(services, port, &Service::port);
    return found == services.end() ? nullptr : &*found;
}

} // namespace

const ProtocolInfo& AfsDecoder::protocol() const noexcept {
    return info;
}

/// The called side uses the service's port. If both sides have one, as file server and cache manager do, the called
/// side is the one whose service has this operation.
void AfsDecoder::decode(ByteReader& bytes, Dissection& d) const {
    const Service* const called = serviceAt(d.carrier().destinationPort);
    const Service* const caller = serviceAt(d.carrier().sourcePort);
    ByteReader ahead = bytes;
    const std::uint32_t operation = ahead.u32();
    const auto nameIn = [&](const Service* service) {
        return service == nullptr ? std::string_view{} : nameOf(fields[service->opcode].values, operation);
    };
    if (called != nullptr && (caller == nullptr || !nameIn(called).empty())) {
        d.u32(bytes, called->opcode);
        const std::string_view name = nameIn(called);
        d.info("{} Request: {} ({})", called->name, name.empty() ? "Unknown" : name, operation);
    } else {
        d.info("{} Reply", caller != nullptr ? caller->name : "AFS");
    }
    if (!bytes.atEnd())
        d.data(bytes, Data, bytes.remaining());
}

} // namespace tapscope::afs
