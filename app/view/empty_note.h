#pragma once

#include <QString>
#include <QWidget>

class QAbstractScrollArea;
class QLabel;
class QPushButton;

namespace tapscope {

/// A sentence in the middle of a view that has nothing to show, with a button for the next step if there is one.
class EmptyNote final : public QWidget {
    Q_OBJECT

public:
    /// `name` is the label's object name.
    EmptyNote(QAbstractScrollArea& view, const QString& name);

    /// Shows the sentence, with a button if its title is not empty; without a sentence, hides the note.
    void say(const QString& sentence, const QString& button = {});

signals:
    /// The button was pressed.
    void pressed();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QLabel* label_;
    QPushButton* button_;
};

} // namespace tapscope
