// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <plugin/inspector.h>

namespace tapscope {

class WiresharkInspector final : public Inspector {
public:
    [[nodiscard]] std::string_view id() const noexcept override { return "wireshark"; }
    [[nodiscard]] std::string_view title() const noexcept override { return "Wireshark"; }
    [[nodiscard]] bool isAvailable() const override;

    [[nodiscard]] Result<std::vector<InspectedLine>> inspect(const Frame& frame, const InspectedCapture& capture,
                                                             const std::stop_token& stop) const override;
};

} // namespace tapscope
