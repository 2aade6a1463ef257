#include "home_decoders.h"

#include <decode/dissection.h>

#include <array>

namespace tapscope::dropbox_discovery {
namespace {

enum Field : std::uint16_t { Text };
constexpr std::array fields = {FieldInfo{.name = "db-lsp.text", .title = "Text", .type = FieldType::Text}};
constexpr std::array hooks = {Hook{"udp.port", 17500}};
const ProtocolInfo info = {.abbreviation = "db-lsp-disc",
                           .title = "Dropbox LAN sync Discovery Protocol",
                           .column = "DB-LSP-DISC",
                           .fields = fields,
                           .hooks = hooks};

} // namespace

const ProtocolInfo& DropboxDiscoveryDecoder::protocol() const noexcept {
    return info;
}

void DropboxDiscoveryDecoder::decode(ByteReader& bytes, Dissection& d) const {
    d.info("Dropbox LAN sync Discovery Protocol");
    if (bytes.peek() == '{') {
        d.columnProtocol("DB-LSP-DISC/JSON");
        d.infoAppend(", JavaScript Object Notation");
    }
    if (!bytes.atEnd())
        d.text(bytes, Text, bytes.remaining());
}

} // namespace tapscope::dropbox_discovery
