#pragma once

#include "amqp_fields.h"

namespace tapscope::amqp {

/// A method of AMQP 0-9-1: its name and its arguments in order, each of which has a form of its own.
struct Method {
    static constexpr std::size_t maximumArguments = 9;

    std::uint16_t classId = 0, number = 0;
    std::string_view name;
    std::array<Field, maximumArguments> arguments{}; ///< up to the first that is FrameType (none)
};
/// Null when there is none of these numbers.
[[nodiscard]] const Method* findMethod(std::uint16_t classId, std::uint16_t number) noexcept;

} // namespace tapscope::amqp
