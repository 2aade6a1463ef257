#pragma once

#include <QColor>
#include <QLabel>

#include <vector>

namespace tapscope {

/// A label whose words differ in weight and colour, or are a link. This is the only place where markup is made; the
/// words in it are plain text.
class StyledLabel final : public QLabel {
    Q_OBJECT

public:
    struct Run {
        QString text;
        bool isBold = false;
        QColor colour = {};  ///< invalid: the label's own
        bool isLink = false; ///< linkActivated() gives the text
        QString family = {}; ///< font family; empty: the label's own
    };

    explicit StyledLabel(QWidget* parent = nullptr);

    void setRuns(const std::vector<Run>& runs);
    /// The shown text, without markup.
    [[nodiscard]] const QString& plain() const noexcept { return plain_; }

private:
    QString plain_;
};

} // namespace tapscope
