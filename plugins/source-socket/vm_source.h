#pragma once

#include <source/source.h>

namespace tapscope {

/// The other end of a virtual machine's network: QEMU's -netdev stream, dgram and socket, without a TAP. It receives
/// the frames that the machine sends; the machine's network card receives the frames that are sent here.
class VmSource final : public SourceFactory {
public:
    [[nodiscard]] std::string_view id() const noexcept override { return "qemu"; }
    [[nodiscard]] std::string_view title() const noexcept override { return "Virtual machine (QEMU)"; }
    [[nodiscard]] std::string_view summary() const noexcept override {
        return "is the network of a QEMU machine with -netdev stream, dgram or socket: qemu:/PATH, qemu:PORT";
    }
    [[nodiscard]] const SettingsSchema& schema() const noexcept override;
    [[nodiscard]] Result<std::unique_ptr<Port>> open(const SourceRequest& request,
                                                     const std::stop_token& stop) const override;
};

} // namespace tapscope
