// Before the first paint: the look a person chose instead of the system's.
const chosen = localStorage.getItem('umstieg.theme');
if (chosen === 'light' || chosen === 'dark') document.documentElement.dataset['theme'] = chosen;
