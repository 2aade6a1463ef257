#pragma once

#include <source/source.h>

namespace tapscope {

/// A port of a VDE switch (vde_switch(1)), through its control socket. It receives the frames that the switch sends to
/// this port: those of all ports if it is a hub, otherwise broadcasts and frames that are addressed to us.
class VdeSource final : public SourceFactory {
public:
    [[nodiscard]] std::string_view id() const noexcept override { return "vde"; }
    [[nodiscard]] std::string_view title() const noexcept override { return "VDE switch"; }
    [[nodiscard]] std::string_view summary() const noexcept override {
        return "is a port of a VDE switch: vde:/run/vde.ctl";
    }
    [[nodiscard]] const SettingsSchema& schema() const noexcept override;
    [[nodiscard]] Result<std::unique_ptr<Port>> open(const SourceRequest& request,
                                                     const std::stop_token& stop) const override;
};

} // namespace tapscope
