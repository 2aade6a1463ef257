#pragma once

#include <store/packer.h>

#include <QIODevice>

#include <memory>
#include <vector>

namespace tapscope {

/// Compresses everything written to it and passes it on to another device.
class PackingDevice final : public QIODevice {
public:
    /// `target` must be open and outlive this object.
    PackingDevice(std::unique_ptr<Packer> packer, QIODevice& target);
    [[nodiscard]] bool isSequential() const override { return true; }

    /// Writes the end of the compressed file. Returns false like write(); errorString() gives the reason.
    [[nodiscard]] bool finish();

protected:
    qint64 readData(char*, qint64) override { return -1; }
    qint64 writeData(const char* data, qint64 size) override;

private:
    [[nodiscard]] bool passOn(bool isPacked);

    std::unique_ptr<Packer> packer_;
    QIODevice& target_;
    std::vector<std::byte> packed_;
};

} // namespace tapscope
