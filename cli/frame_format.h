#pragma once

#include "field_words.h"
#include "time_format.h"

#include <names/name_book.h>
#include <print/frame_format.h>

#include <memory>
#include <vector>

namespace tapscope::cli {

/// The format of a line of columns.
struct ColumnStyle {
    enum class Between { Spaces, Tabs } between = Between::Spaces;
    TimeFormat time = TimeFormat::Relative;
    bool isColoured = false; ///< with terminal control sequences (ECMA-48)
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

/// The named fields, one line per frame.
[[nodiscard]] std::unique_ptr<const FrameFormat> fieldsFormat(const DecoderRegistry& registry, const FieldWords& words,
                                                              std::vector<FieldColumn> columns);

} // namespace tapscope::cli
