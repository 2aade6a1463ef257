#pragma once

#include <base/error.h>
#include <decode/dissection.h>
#include <decode/registry.h>

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tapscope {

/// A column that shows fields of a frame: in the list, in `-T fields`, or in JSON with chosen fields.
struct FieldColumn {
    enum class Kind : std::uint8_t {
        Fields,   ///< all fields of `ids`
        Protocol, ///< the Protocol column
        Info,     ///< the Info column
    } kind = Kind::Fields;
    std::string name; ///< as it was requested
    std::vector<FieldId> ids;
};

/// Finds the meaning of a name: a field, an alias, a protocol, several of them as "tcp.srcport || udp.srcport" (or with
/// "or"), or `_ws.col.Protocol` and `_ws.col.Info`, which are tshark's names of the columns. Error: NotFound if there
/// is no such field.
[[nodiscard]] Result<FieldColumn> findColumn(std::string_view name, const DecoderRegistry& registry);
[[nodiscard]] Result<std::vector<FieldColumn>> findColumns(std::span<const std::string> names,
                                                           const DecoderRegistry& registry);

/// Which values are shown if a frame has a field several times.
enum class Occurrence : std::uint8_t { First, Last, All };

/// Appends a frame's values of a column as `tshark -T fields` prints them, separated by `aggregator`; nothing if the
/// frame has none. The dissection's plan must want the column's fields, or the columns.
void appendColumn(std::string& out, const DecoderRegistry& registry, const Dissection& dissection,
                  const FieldColumn& column, Occurrence occurrence = Occurrence::All,
                  std::string_view aggregator = ",");

} // namespace tapscope
