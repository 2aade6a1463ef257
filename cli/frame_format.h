#pragma once

#include "field_words.h"
#include "time_format.h"

#include <names/name_book.h>
#include <print/frame_format.h>

#include <memory>
#include <vector>

namespace tapscope::cli {

/// How a line of columns looks.
struct ColumnStyle {
    enum class Between { Spaces, Tabs } between = Between::Spaces;
    TimeFormat time = TimeFormat::Relative;
    bool isColoured = false; ///< by the control sequences of terminals (ECMA-48)
    bool hasHexDump = false;
    std::shared_ptr<const NameBook> names = {}; ///< null: addresses
};
[[nodiscard]] std::unique_ptr<const FrameFormat> columnFormat(ColumnStyle style);

/// All fields as an indented tree. `expanded`: the protocols whose fields are shown; empty = all.
struct TreeStyle {
    std::vector<ProtocolId> expanded;
    bool hasHexDump = false;
    std::shared_ptr<const NameBook> names = {}; ///< null: none
};
[[nodiscard]] std::unique_ptr<const FrameFormat> treeFormat(const DecoderRegistry& registry, TreeStyle style);

/// The named fields, a line a frame.
[[nodiscard]] std::unique_ptr<const FrameFormat> fieldsFormat(const DecoderRegistry& registry, const FieldWords& words,
                                                              std::vector<FieldColumn> columns);

} // namespace tapscope::cli
