#include <plugin/export_loop.h>
#include <plugin/packing_device.h>

namespace tapscope {

PackingDevice::PackingDevice(std::unique_ptr<Packer> packer, QIODevice& target)
    : packer_(std::move(packer)), target_(target) {
    open(QIODevice::WriteOnly | QIODevice::Unbuffered);
}

bool PackingDevice::passOn(bool isPacked) {
    if (!isPacked) {
        setErrorString(QStringLiteral("there is not enough memory to compress it"));
        return false;
    }
    const auto written = writeAll(target_, packed_.data(), packed_.size());
    packed_.clear();
    if (!written)
        setErrorString(target_.errorString());
    return written.has_value();
}

qint64 PackingDevice::writeData(const char* data, qint64 size) {
    const auto bytes = std::as_bytes(std::span(data, static_cast<std::size_t>(size)));
    return passOn(packer_->pack(bytes, packed_)) ? size : -1;
}

bool PackingDevice::finish() {
    return passOn(packer_->finish(packed_));
}

} // namespace tapscope
