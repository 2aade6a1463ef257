#pragma once

#include <QObject>
#include <QPointer>
#include <QString>

class QLabel;
class QWidget;

namespace tapscope {

/// A text about an input, such as the reason why what was typed is not valid, in a box below it and over its
/// neighbours, so that nothing moves when the text comes and goes. Owned by the input.
class ReasonBox final : public QObject {
    Q_OBJECT

public:
    enum class Kind { Error, Caution };

    /// `name` is the label's object name.
    ReasonBox(QWidget& input, QString name);
    ~ReasonBox() override;

    /// `below` leaves that many more pixels below the input, for a list that is there. The box stays where it is when
    /// the input moves, except with the content of a scroll area.
    void show(const QString& text, Kind kind = Kind::Error, int below = 0);
    void hide();

private:
    /// The widget that the box lies over: the content of the scroll area, or the window.
    [[nodiscard]] QWidget* ground() const;

    QWidget& input_;
    QString name_;
    QPointer<QLabel> label_;
};

} // namespace tapscope
