#pragma once

#include <QWidget>

#include <vector>

namespace tapscope {

class Theme;

/// The frames that a device received and sent in each of the last seconds, as two lines. GUI thread.
class RateGraph final : public QWidget {
    Q_OBJECT

public:
    explicit RateGraph(const Theme& theme, QWidget* parent = nullptr);

    /// Frames per second, the newest last; at most `seconds` are shown.
    void show(std::vector<float> received, std::vector<float> sent);
    static constexpr std::size_t seconds = 60;
    [[nodiscard]] QSize sizeHint() const override { return {240, 92}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& theme_;
    std::vector<float> received_, sent_;
};

} // namespace tapscope
