#pragma once

#include "amqp_fields.h"

namespace tapscope::amqp {

/// A method of AMQP 0-9-1: its name and its arguments in order, each with its own format.
struct Method {
    static constexpr std::size_t maximumArguments = 9;

    std::uint16_t classId = 0, number = 0;
    std::string_view name;
    std::array<Field, maximumArguments> arguments{}; ///< up to the first FrameType, which means none
};
/// Null if there is no method with these numbers.
[[nodiscard]] const Method* findMethod(std::uint16_t classId, std::uint16_t number) noexcept;

} // namespace tapscope::amqp
