#pragma once

#include <store/packer.h>

#include <QIODevice>

#include <memory>
#include <vector>

namespace tapscope {

/// Compresses what is written to it, on its way to another device.
class PackingDevice final : public QIODevice {
public:
    /// `target` is open, and outlives this.
    PackingDevice(std::unique_ptr<Packer> packer, QIODevice& target);
    [[nodiscard]] bool isSequential() const override { return true; }

    /// Writes the end of the compressed file. False as with write(): errorString() says why.
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
