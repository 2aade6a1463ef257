#pragma once

#include "field_words.h"
#include "time_format.h"

#include <decode/dissector.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace tapscope::cli {

/// How frames are printed. Immutable: the threads of a scan share one, and what they make is put together in order.
class FrameFormat {
public:
    FrameFormat() = default;
    virtual ~FrameFormat() = default;
    FrameFormat(const FrameFormat&) = delete;
    FrameFormat& operator=(const FrameFormat&) = delete;

    [[nodiscard]] virtual std::string begin() const { return {}; }
    /// In front of every frame but the first.
    [[nodiscard]] virtual std::string_view separator() const noexcept { return {}; }
    [[nodiscard]] virtual std::string end() const { return {}; }
    virtual void append(std::string& out, const Dissection& dissection, const FrameFacts& facts) const = 0;
};

/// How a line of columns looks.
struct ColumnStyle {
    enum class Between { Spaces, Tabs } between = Between::Spaces;
    TimeFormat time = TimeFormat::Relative;
    bool isColoured = false; ///< by the control sequences of terminals (ECMA-48)
    bool hasHexDump = false;
};
[[nodiscard]] std::unique_ptr<const FrameFormat> columnFormat(const ColumnStyle& style);

/// All fields as an indented tree. `expanded`: the protocols whose fields are shown; empty = all.
struct TreeStyle {
    std::vector<ProtocolId> expanded;
    bool hasHexDump = false;
};
[[nodiscard]] std::unique_ptr<const FrameFormat> treeFormat(const DecoderRegistry& registry, TreeStyle style);

/// The named fields, a line a frame.
[[nodiscard]] std::unique_ptr<const FrameFormat> fieldsFormat(const DecoderRegistry& registry, const FieldWords& words,
                                                              std::vector<FieldColumn> columns);

/// tshark's `-T json` (an array) and `-T ek` (two lines a frame, for Elasticsearch): all fields, or the named ones.
enum class JsonKind { Array, Lines };
[[nodiscard]] std::unique_ptr<const FrameFormat> jsonFormat(const DecoderRegistry& registry, JsonKind kind,
                                                            std::vector<FieldColumn> columns);

/// tshark's `-T pdml`, an XML of all fields.
[[nodiscard]] std::unique_ptr<const FrameFormat> pdmlFormat(const DecoderRegistry& registry);

} // namespace tapscope::cli
