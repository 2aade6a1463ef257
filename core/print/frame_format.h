#pragma once

#include <decode/dissector.h>

#include <print/field_column.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace tapscope {

/// A format for printing frames. Immutable: the threads of a scan share one, and their outputs are joined in order.
class FrameFormat {
public:
    FrameFormat() = default;
    virtual ~FrameFormat() = default;
    FrameFormat(const FrameFormat&) = delete;
    FrameFormat& operator=(const FrameFormat&) = delete;

    [[nodiscard]] virtual std::string begin() const { return {}; }
    /// Printed before every frame except the first.
    [[nodiscard]] virtual std::string_view separator() const noexcept { return {}; }
    [[nodiscard]] virtual std::string end() const { return {}; }
    virtual void append(std::string& out, const Dissection& dissection, const FrameFacts& facts) const = 0;
};

/// tshark's `-T json` (an array) and `-T ek` (two lines per frame, for Elasticsearch): all fields, or the named ones.
enum class JsonKind : std::uint8_t { Array, Lines };
[[nodiscard]] std::unique_ptr<const FrameFormat> jsonFormat(const DecoderRegistry& registry, JsonKind kind,
                                                            std::vector<FieldColumn> columns = {});

/// tshark's `-T pdml`: all fields as XML.
[[nodiscard]] std::unique_ptr<const FrameFormat> pdmlFormat(const DecoderRegistry& registry);

} // namespace tapscope
