#pragma once

#include <base/error.h>
#include <decode/dissection.h>
#include <decode/registry.h>

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tapscope {

/// A column that shows fields of a frame: of the list, of `-T fields`, of JSON with chosen fields.
struct FieldColumn {
    enum class Kind : std::uint8_t {
        Fields,   ///< all fields of `ids`
        Protocol, ///< the Protocol column
        Info,     ///< the Info column
    } kind = Kind::Fields;
    std::string name; ///< as it was asked for
    std::vector<FieldId> ids;
};

/// Finds what a name means: a field, an alias, a protocol, several of them as "tcp.srcport || udp.srcport" ("or" is as
/// good), or `_ws.col.Protocol` and `_ws.col.Info`, as tshark calls the columns. NotFound: there is no such field.
[[nodiscard]] Result<FieldColumn> findColumn(std::string_view name, const DecoderRegistry& registry);
[[nodiscard]] Result<std::vector<FieldColumn>> findColumns(std::span<const std::string> names,
                                                           const DecoderRegistry& registry);

/// Which values are shown of a field that a frame has several times.
enum class Occurrence : std::uint8_t { First, Last, All };

/// Appends a column's values of a frame as `tshark -T fields` prints them, with `aggregator` between several; nothing
/// when the frame has none. The dissection's plan has to want the column's fields, or the columns.
void appendColumn(std::string& out, const DecoderRegistry& registry, const Dissection& dissection,
                  const FieldColumn& column, Occurrence occurrence = Occurrence::All,
                  std::string_view aggregator = ",");

} // namespace tapscope
